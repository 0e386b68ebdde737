-- Grain: one row per indicator_key, unit_key and period_end: the figures a new return is held
-- against, to tell a restated figure from a repeated one. Ask for one department: nobody needs all.
select
    indicator.department_key,
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
