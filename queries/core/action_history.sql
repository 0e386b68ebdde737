-- Grain: one row per event of an action: agreed, moved, reassigned, closed, dropped, reopened by
-- the unit, or an update by the department's return. due_on is a date the event set; a
-- department's new date is a move like any other. done_on is the day a department says it was done.
-- The agreement comes first, also when a stocktake was held earlier or later than it was planned.
with told as (
    select
        action.action_key, 'agreed' as event, action.due_on, action.owner,
        null::varchar as status, null::date as done_on, null::varchar as evidence,
        null::varchar as reason, meeting.chair as done_by,
        action.agreed_on::timestamp as happened_at, action.meeting_key,
        null::uuid as submission_key
    from core.known_actions as action
    left join core.known_meetings as meeting
        on meeting.meeting_key = action.meeting_key
    union all
    select
        change.action_key, change.change, change.due_on, change.owner,
        null, null, change.evidence, change.reason, change.decided_by, change.received_at,
        change.meeting_key, null
    from core.known_action_changes as change
    union all
    select
        answer.action_key, 'update', answer.due_on, null, answer.status, answer.done_on,
        null, answer.note, department.title || ' department', answer.received_at,
        null, answer.submission_key
    from core.known_action_updates as answer
    join core.known_departments as department
        on department.department_key = answer.department_key
),

ordered as (
    select
        told.*,
        row_number() over (
            partition by told.action_key
            order by (told.event <> 'agreed')::integer, told.happened_at, told.event
        ) as step
    from told
)

select
    ordered.action_key, ordered.step, ordered.event, ordered.due_on,
    lag(ordered.due_on ignore nulls) over (
        partition by ordered.action_key
        order by ordered.step
    ) as due_before,
    ordered.owner, ordered.status, ordered.done_on, ordered.evidence, ordered.reason,
    ordered.done_by, ordered.happened_at, ordered.meeting_key, ordered.submission_key
from ordered
