-- Grain: one row per priority_key and target_version agreed by the day shown, replaced ones too.
select
    target.priority_key,
    target.target_version,
    target.agreed_on,
    target.target_value,
    target.target_on,
    target.target_kind
from tables.targets as target
where target.register_key = getvariable('register_key')::uuid
    and target.agreed_on <= getvariable('today_on')::date
