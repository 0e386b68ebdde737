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
join core.known_register as register
    on register.register_key = target.register_key
join core.known_moment as moment
    on target.agreed_on <= moment.today_on
