-- Grain: one row per priority_key, unit_key and target_on: a unit's target and how long it stands.
-- A step stands until the next one; the last stands until further notice.
select
    target.priority_key,
    target.indicator_key,
    target.unit_key,
    target.target_on,
    coalesce(
        cast(lead(target.target_on) over (
            partition by target.priority_key, target.unit_key
            order by target.target_on
        ) - 1 as date),
        date '9999-12-31'
    ) as last_on,
    target.value,
    target.label,
    target.evidence
from core.known_unit_targets as target
