-- Grain: one row per priority_key and period_end of the headline, with or without a value.
-- A line is drawn within a run only: a missing period, a new definition or another test starts
-- another run, and nothing is drawn across. value_by_todays_test counts units by today's test.
with stepped as (
    select
        shown.*,
        missing.reason as gap_reason,
        history.plan,
        history.gap,
        history.position,
        test.test_on,
        test.test_level,
        backcast.value as value_by_todays_test,
        coalesce(
            shown.value is null
                or lag(shown.value) over in_order is null
                or date_diff('month', lag(shown.period_end) over in_order, shown.period_end)
                    > rule.period_months
                or shown.definition_version <> lag(shown.definition_version) over in_order
                or coalesce(test.starts_test, false),
            true
        ) as starts_run
    from core.known_headlines as shown
    join core.priority_rules as rule
        on rule.priority_key = shown.priority_key
    left join core.position_history as history
        on history.priority_key = shown.priority_key
        and history.period_end = shown.period_end
    left join core.missing_periods as missing
        on missing.priority_key = shown.priority_key
        and missing.period_end = shown.period_end
    left join core.unit_tests as test
        on test.priority_key = shown.priority_key
        and test.period_end = shown.period_end
    left join core.known_backcasts as backcast
        on backcast.priority_key = shown.priority_key
        and backcast.period_end = shown.period_end
    window in_order as (partition by shown.priority_key order by shown.period_end)
)

select
    stepped.priority_key, stepped.period_start, stepped.period_end,
    stepped.value, stepped.numerator, stepped.denominator,
    stepped.status, stepped.definition_version,
    stepped.plan, stepped.gap, stepped.position,
    stepped.plan is not null as is_judged,
    sum(stepped.starts_run::integer) over (
        partition by stepped.priority_key
        order by stepped.period_end
    )::integer as run_number,
    stepped.gap_reason, stepped.test_on, stepped.test_level, stepped.value_by_todays_test
from stepped
