-- Grain: one row per unit_key.
-- Two units may share a name; the key never repeats.
select
    unit.unit_key,
    unit.code,
    unit.name,
    unit.unit_type,
    unit.unit_group,
    unit.peer_group
from tables.units as unit
where unit.register_key = getvariable('register_key')::uuid
