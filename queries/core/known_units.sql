-- Grain: one row per unit_key.
-- Two units may share a name; the key never repeats.
select
    unit.unit_key,
    unit.code,
    unit.name,
    unit.unit_type,
    unit.unit_group
from tables.units as unit
join core.known_register as register
    on register.register_key = unit.register_key
