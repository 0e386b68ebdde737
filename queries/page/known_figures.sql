-- Grain: one row per indicator_key, unit_key and period_end: the figures a new return is held
-- against, and the round that brought each. Ask for one department: nobody needs all.
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
