-- Grain: one row per meeting_key and position, of the newest plan of each stocktake.
-- options holds one option a line.
select
    meeting.meeting_key,
    item.position,
    item.kind,
    item.priority_key,
    item.title,
    item.minutes,
    item.text,
    item.options,
    item.ask
from tables.agenda_items as item
join core.known_meetings as meeting
    on meeting.version_key = item.version_key
