-- Grain: one row per indicator_key, unit_key and period_end with a value: the series that the
-- usual movement of a figure is measured on. Ask for one department.
select
    indicator.department_key,
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
where observation.value is not null
