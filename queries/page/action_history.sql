-- Grain: one row per event of an action, in the order of `step`, with the date it replaced.
select
    history.action_key,
    history.step,
    history.event,
    history.due_on,
    history.due_before,
    history.due_on > history.due_before as is_slip,
    history.owner,
    history.status,
    history.done_on,
    history.evidence,
    history.reason,
    history.done_by,
    history.happened_at,
    history.meeting_key,
    meeting.title as meeting,
    history.submission_key
from core.action_history as history
left join core.known_meetings as meeting
    on meeting.meeting_key = history.meeting_key
