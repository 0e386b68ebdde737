-- Grain: one row per event of an action: agreed, moved, reassigned, closed, dropped, reopened by
-- the unit, or an update by the department's return. due_on is a date the event set; a
-- department's new date is a move like any other. done_on is the day a department says it was done.
select
    action.action_key,
    'agreed' as event,
    action.due_on,
    action.owner,
    null::varchar as status,
    null::date as done_on,
    null::varchar as evidence,
    null::varchar as reason,
    coalesce(meeting.chair, '') as done_by,
    action.agreed_on::timestamp as happened_at
from core.known_actions as action
left join core.known_meetings as meeting
    on meeting.meeting_key = action.meeting_key
union all
select
    change.action_key,
    change.change,
    change.due_on,
    change.owner,
    null::varchar,
    null::date,
    change.evidence,
    change.reason,
    change.decided_by,
    change.received_at
from core.known_action_changes as change
union all
select
    answer.action_key,
    'update',
    answer.due_on,
    null::varchar,
    answer.status,
    answer.done_on,
    null::varchar,
    answer.note,
    department.title || ' department',
    answer.received_at
from core.known_action_updates as answer
join core.known_departments as department
    on department.department_key = answer.department_key
