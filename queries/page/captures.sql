-- Grain: one row per capture_key: what each stocktake took away, struck ones too.
select
    capture.meeting_key,
    capture.capture_key,
    capture.kind,
    capture.text,
    capture.owner,
    capture.due_on,
    capture.due_text,
    capture.priority_key,
    priority.short_title as priority,
    priority.title as priority_title,
    department.title as department,
    capture.screen_key,
    capture.is_struck,
    capture.captured_by,
    capture.captured_at,
    capture.written_by,
    capture.received_at,
    capture.versions
from core.known_captures as capture
left join core.known_priorities as priority
    on priority.priority_key = capture.priority_key
left join core.known_departments as department
    on department.department_key = priority.department_key
