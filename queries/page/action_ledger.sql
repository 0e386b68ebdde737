-- Grain: one row per action_key: what the ledger, the meeting's first screen and the memo show.
-- Overdue is measured on the day shown, and only while the action is not settled.
select
    ledger.action_key,
    action.priority_key,
    priority.short_title as priority,
    coalesce(priority.department_key, '') as department_key,
    department.title as department,
    action.text,
    ledger.owner,
    action.is_demo_owner,
    action.agreed_on,
    action.meeting_key,
    meeting.title as meeting,
    ledger.agreed_due_on,
    ledger.due_on,
    ledger.slip_count,
    ledger.moved_by,
    ledger.state,
    ledger.state in ('open', 'said_done') and ledger.due_on < moment.today_on as is_overdue,
    ledger.said_done_on,
    ledger.settled_at,
    ledger.evidence,
    ledger.status,
    ledger.note,
    ledger.updated_at,
    ledger.submission_key
from core.action_ledger as ledger
join core.known_actions as action
    on action.action_key = ledger.action_key
cross join core.known_moment as moment
left join core.known_priorities as priority
    on priority.priority_key = action.priority_key
left join core.known_departments as department
    on department.department_key = priority.department_key
left join core.known_meetings as meeting
    on meeting.meeting_key = action.meeting_key
