-- Grain: one row per priority_key and indicator_key.
-- kind says what the indicator is to the priority: target, leading, perverse_effect or context.
select
    role.priority_key,
    role.indicator_key,
    role.kind,
    role.position
from tables.priority_indicators as role
where role.register_key = getvariable('register_key')::uuid
