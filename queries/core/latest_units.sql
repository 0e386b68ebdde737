-- Grain: one row per indicator_key and unit_key that has a row, be it a symbol, for the newest
-- period known of the indicator: whom the next round asks. Ask for one department.
-- What was sent counts, whichever sending of it is the newest, so no version need be chosen.
with sent as (
    select
        observation.indicator_key,
        observation.unit_key,
        observation.period_end
    from tables.observations as observation
    join core.known_submissions as submission
        on submission.submission_key = observation.submission_key
    where observation.indicator_key in (
        select scope.indicator_key
        from core.known_scope as scope
    )
),

newest as (
    select
        sent.indicator_key,
        max(sent.period_end) as period_end
    from sent
    group by sent.indicator_key
)

select distinct
    indicator.department_key,
    sent.indicator_key,
    sent.unit_key,
    sent.period_end
from sent
join newest
    on newest.indicator_key = sent.indicator_key
    and newest.period_end = sent.period_end
join core.known_indicators as indicator
    on indicator.indicator_key = sent.indicator_key
