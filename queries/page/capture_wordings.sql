-- Grain: one row per capture_key and wording, oldest first by `wording`.
select
    said.capture_key,
    said.meeting_key,
    said.wording,
    said.kind,
    said.text,
    said.owner,
    said.due_on,
    said.priority_key,
    priority.short_title as priority,
    said.is_struck,
    said.written_by,
    said.received_at
from core.known_wordings as said
left join core.known_priorities as priority
    on priority.priority_key = said.priority_key
