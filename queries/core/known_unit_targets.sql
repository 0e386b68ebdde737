-- Grain: one row per priority_key, indicator_key, unit_key and target_on.
-- A null unit_key means every unit of the priority.
select
    target.priority_key,
    target.indicator_key,
    target.unit_key,
    target.agreed_on,
    target.target_on,
    target.value,
    target.label,
    target.evidence
from tables.unit_targets as target
where target.register_key = getvariable('register_key')::uuid
    and target.agreed_on <= getvariable('today_on')::date
