-- Grain: one row per indicator_key, unit_key and period_end among a unit's newest 36: the figures
-- a template shows beside those it asks for, which are at most 24 across. Ask for one indicator.
-- A figure whose parts are no whole numbers is there however old: it says how they are written.
select
    indicator.department_key,
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    submission.reporting_round
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
join core.known_submissions as submission
    on submission.submission_key = observation.submission_key
qualify row_number() over (
    partition by observation.indicator_key, observation.unit_key
    order by observation.period_end desc
) <= 36
or coalesce(observation.numerator % 1 <> 0, false)
or coalesce(observation.denominator % 1 <> 0, false)
