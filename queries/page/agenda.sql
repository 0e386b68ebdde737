-- Grain: one row per meeting_key and position: the agenda of each stocktake.
select
    item.meeting_key,
    item.position,
    item.kind,
    item.priority_key,
    priority.short_title as priority,
    priority.department_key,
    item.title,
    item.minutes,
    item.text,
    item.options,
    item.ask
from core.known_agenda_items as item
left join core.known_priorities as priority
    on priority.priority_key = item.priority_key
