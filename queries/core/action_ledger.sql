-- Grain: one row per action_key: the promise as agreed and as it stands.
-- A slip is a date later than the one before it. state: open, said_done (the department says so,
-- nobody has closed it), closed (on evidence) or dropped.
with dated as (
    select
        history.*,
        lag(history.due_on) over (
            partition by history.action_key
            order by history.happened_at
        ) as due_before
    from core.action_history as history
    where history.due_on is not null
),

slipped as (
    select
        dated.action_key,
        arg_min(dated.due_on, dated.happened_at) as agreed_due_on,
        arg_max(dated.due_on, dated.happened_at) as due_on,
        count(*) filter (dated.due_on > dated.due_before) as slip_count,
        arg_max(dated.done_by, dated.happened_at) filter (dated.due_on > dated.due_before)
            as moved_by
    from dated
    group by dated.action_key
),

settled as (
    select
        history.action_key,
        arg_max(history.event, history.happened_at)
            filter (history.event in ('closed', 'dropped', 'reopened')) as settled_by,
        max(history.happened_at) filter (history.event in ('closed', 'dropped')) as settled_at,
        max(history.happened_at) filter (history.event = 'reopened') as reopened_at,
        arg_max(history.evidence, history.happened_at) filter (history.event = 'closed')
            as evidence,
        arg_max(history.owner, history.happened_at) filter (history.owner is not null) as owner,
        arg_max(history.status, history.happened_at) filter (history.event = 'update') as status,
        arg_max(history.reason, history.happened_at) filter (history.event = 'update') as note,
        arg_max(history.done_on, history.happened_at) filter (history.done_on is not null)
            as said_done_on,
        max(history.happened_at) filter (history.event = 'update') as updated_at
    from core.action_history as history
    group by history.action_key
)

select
    slipped.action_key, slipped.agreed_due_on, slipped.due_on, slipped.slip_count,
    slipped.moved_by, settled.owner, settled.evidence, settled.status, settled.note,
    settled.said_done_on, settled.updated_at,
    case when settled.settled_by in ('closed', 'dropped') then settled.settled_at end as settled_at,
    case
        when settled.settled_by in ('closed', 'dropped') then settled.settled_by
        when settled.said_done_on is not null then 'said_done'
        else 'open'
    end as state
from slipped
join settled
    on settled.action_key = slipped.action_key
