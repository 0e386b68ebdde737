-- Grain: one row per indicator_key, unit_key and period_end: the figures a new return is held
-- against, to tell a restated figure from a repeated one.
select
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status
from core.known_observations as observation
