-- Grain: one row per period_end: the figure published for the whole country, as it was given.
-- Generated from queries/defaults/published.sql. Used where units come without counts, so that
-- nothing could be added up.
select
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.definition_version
from core.known_observations as observation
join core.known_units as unit
    on unit.unit_key = observation.unit_key
    and unit.unit_type = 'country'
where observation.indicator_key = 'INDICATOR'
