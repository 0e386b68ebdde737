-- Grain: one row per priority_key whose headline counts units by a test: today's test, and how
-- many would have met it a year before.
-- is_new_test: a year before another test was in force, so that the two headlines do not compare.
select
    latest.priority_key,
    now.test_on,
    now.test_level,
    indicator.measure as test_measure,
    coalesce(now.test <> earlier.test, false) as is_new_test,
    backcast.value as value_year_before_same_test
from core.latest_figure as latest
join core.unit_tests as now
    on now.priority_key = latest.priority_key
    and now.period_end = latest.period_end
join core.priority_rules as rule
    on rule.priority_key = latest.priority_key
join core.known_indicators as indicator
    on indicator.indicator_key = rule.indicator_key
left join core.unit_tests as earlier
    on earlier.priority_key = latest.priority_key
    and date_diff('month', earlier.period_end, latest.period_end) = 12
left join core.known_backcasts as backcast
    on backcast.priority_key = latest.priority_key
    and date_diff('month', backcast.period_end, latest.period_end) = 12
