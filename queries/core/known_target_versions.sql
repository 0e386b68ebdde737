-- Grain: one row per priority_key and target_version agreed by the day shown, replaced ones too.
select
    target.priority_key,
    target.target_version,
    target.agreed_on,
    target.target_value,
    target.target_on,
    target.target_kind
from tables.targets as target
join core.known_register as register
    on register.register_key = target.register_key
join core.known_moment as moment
    on target.agreed_on <= moment.today_on
