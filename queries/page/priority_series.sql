-- Grain: one row per priority_key and period_end of the headline, with or without a value.
-- A line is drawn within a run only: a missing period, an unpublished figure or a new
-- definition starts another run, and nothing is drawn across.
with stepped as (
    select
        headline.priority_key,
        headline.period_start,
        headline.period_end,
        headline.value,
        headline.numerator,
        headline.denominator,
        headline.status,
        headline.definition_version,
        history.plan,
        history.gap,
        history.position,
        history.plan is not null as is_judged,
        coalesce(
            headline.value is null
                or lag(headline.value) over in_order is null
                or date_diff('month', lag(headline.period_end) over in_order, headline.period_end)
                    > rule.period_months
                or headline.definition_version <> lag(headline.definition_version) over in_order,
            true
        ) as starts_run
    from core.known_headlines as headline
    join core.priority_rules as rule
        on rule.priority_key = headline.priority_key
    left join core.position_history as history
        on history.priority_key = headline.priority_key
        and history.period_end = headline.period_end
    window in_order as (
        partition by headline.priority_key
        order by headline.period_end
    )
)

select
    stepped.priority_key,
    stepped.period_start,
    stepped.period_end,
    stepped.value,
    stepped.numerator,
    stepped.denominator,
    stepped.status,
    stepped.definition_version,
    stepped.plan,
    stepped.gap,
    stepped.position,
    stepped.is_judged,
    sum(stepped.starts_run::integer) over (
        partition by stepped.priority_key
        order by stepped.period_end
    )::integer as run_number
from stepped
