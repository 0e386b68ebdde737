-- Grain: one row per submission_key that was ever withdrawn: the newest decision about it.
-- A withdrawal is a row of its own; undoing it is another.
select
    withdrawal.submission_key,
    withdrawal.is_withdrawn,
    withdrawal.received_at,
    withdrawal.decided_by,
    withdrawal.reason
from tables.withdrawals as withdrawal
where withdrawal.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by withdrawal.submission_key
    order by withdrawal.received_at desc
) = 1
