-- Grain: one row: the newest register received by the moment shown; none before the first.
-- Definitions travel in time with their register; targets and ratings also by their own dates.
select
    register.register_key,
    register.received_at,
    register.file_name,
    register.unit_title,
    register.held_today_on,
    register.is_demo
from tables.registers as register
where register.register_key = getvariable('register_key')::uuid
