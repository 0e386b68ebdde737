-- Grain: one row per action_key: the promise as agreed and as it stands. A slip is a date later
-- than the one before it. state: open, said_done (the newest word of the department's returns, and
-- nobody has closed it), closed (on evidence) or dropped.
with promised as (
    select
        history.action_key,
        arg_min(history.due_on, history.step) as agreed_due_on,
        arg_max(history.due_on, history.step) as due_on,
        arg_max(history.owner, history.step) as owner,
        count(*) filter (history.due_on > history.due_before) as slip_count,
        arg_max(history.done_by, history.step) filter (history.due_on > history.due_before)
            as moved_by
    from core.action_history as history
    group by history.action_key
),

decided as (
    select
        history.action_key,
        arg_max(history.event, history.step) as decision,
        arg_max(history.happened_at, history.step) as decided_at,
        arg_max_null(history.evidence, history.step) as evidence,
        max(history.step) as step
    from core.action_history as history
    where history.event in ('closed', 'dropped', 'reopened')
    group by history.action_key
),

answered as (
    select
        history.action_key,
        arg_max(history.status, history.step) as status,
        arg_max_null(history.reason, history.step) as note,
        arg_max(history.happened_at, history.step) as updated_at,
        arg_max(history.submission_key, history.step) as submission_key,
        max(history.step) filter (history.done_on is not null) as done_step,
        coalesce(max(history.step)
            filter (history.done_on is null and history.status is not null), 0) as not_done_step,
        arg_max(history.done_on, history.step) as done_on
    from core.action_history as history
    where history.event = 'update'
    group by history.action_key
)

select
    promised.action_key, promised.agreed_due_on, promised.due_on, promised.owner,
    promised.slip_count, promised.moved_by, answered.status, answered.note, answered.updated_at,
    answered.submission_key,
    case when done_step > not_done_step then answered.done_on end as said_done_on,
    case when decided.decision <> 'reopened' then decided.decided_at end as settled_at,
    case when decided.decision = 'closed' then decided.evidence end as evidence,
    case
        when decided.decision <> 'reopened' then decided.decision
        when answered.done_step > greatest(answered.not_done_step, coalesce(decided.step, 0))
            then 'said_done'
        else 'open'
    end as state
from promised
left join decided on decided.action_key = promised.action_key
left join answered on answered.action_key = promised.action_key
