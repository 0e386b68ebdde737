-- Grain: one row per priority_key and unit_key: the units whose figures make up the priority.
-- A priority may name one unit, a group of units, a type of unit, or none: then the type that
-- its indicator is reported for.
select
    priority.priority_key,
    unit.unit_key,
    unit.name as unit_name,
    unit.unit_type,
    unit.unit_group,
    unit.peer_group
from core.known_priorities as priority
join core.known_indicators as indicator
    on indicator.indicator_key = priority.indicator_key
join core.known_units as unit
    on unit.unit_type = coalesce(priority.unit_type, indicator.unit_type)
    and (priority.unit_group is null or unit.unit_group = priority.unit_group)
    and (priority.unit_key is null or unit.unit_key = priority.unit_key)
