-- Grain: one row per event of an action, with the date it replaced.
select
    history.action_key,
    history.event,
    history.due_on,
    lag(history.due_on ignore nulls) over (
        partition by history.action_key
        order by history.happened_at
    ) as due_before,
    history.owner,
    history.status,
    history.done_on,
    history.evidence,
    history.reason,
    history.done_by,
    history.happened_at
from core.action_history as history
