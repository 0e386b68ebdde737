-- Grain: one row per priority_key and period_end: units counted by today's test, as if it had
-- always been in force, beside the test that was.
select
    backcast.priority_key,
    backcast.period_end,
    backcast.value,
    backcast.denominator::integer as unit_count,
    test.test_on,
    test.test_level,
    indicator.measure as test_measure
from core.known_backcasts as backcast
join core.priority_rules as rule
    on rule.priority_key = backcast.priority_key
join core.known_indicators as indicator
    on indicator.indicator_key = rule.indicator_key
left join core.unit_tests as test
    on test.priority_key = backcast.priority_key
    and test.period_end = backcast.period_end
