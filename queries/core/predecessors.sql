-- Grain: one row per submission_key and earlier_key: a submission of the same department that was
-- there and in use when the other one came in. Whether it was withdrawn is asked of that moment,
-- not of today.
with decision as (
    select
        withdrawal.submission_key,
        withdrawal.is_withdrawn,
        withdrawal.received_at as decided_at,
        coalesce(
            lead(withdrawal.received_at) over (
                partition by withdrawal.submission_key
                order by withdrawal.received_at
            ),
            timestamp 'infinity'
        ) as until_at
    from tables.withdrawals as withdrawal
)

select
    later.submission_key,
    earlier.submission_key as earlier_key
from core.known_all_submissions as later
join core.known_all_submissions as earlier
    on earlier.department_key = later.department_key
    and (earlier.received_at, earlier.submission_key) < (later.received_at, later.submission_key)
left join decision
    on decision.submission_key = earlier.submission_key
    and decision.decided_at <= later.received_at
    and decision.until_at > later.received_at
where not coalesce(decision.is_withdrawn, false)
