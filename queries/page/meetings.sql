-- Grain: one row per meeting_key: every stocktake that is not called off, with its counts.
select
    meeting.meeting_key,
    meeting.title,
    meeting.held_on,
    meeting.chair,
    meeting.department_keys,
    meeting.state,
    meeting.edition_key,
    meeting.begun_at,
    meeting.closed_at,
    meeting.saved_by,
    meeting.received_at,
    (select count(*) from core.known_agenda_items as item
        where item.meeting_key = meeting.meeting_key and item.kind = 'priority')
        as priority_count,
    (select coalesce(sum(item.minutes), 0) from core.known_agenda_items as item
        where item.meeting_key = meeting.meeting_key) as minutes,
    (select count(*) from core.known_editions as edition
        where edition.meeting_key = meeting.meeting_key and not edition.is_thrown_away)
        as edition_count,
    (select count(*) from core.known_captures as capture
        where capture.meeting_key = meeting.meeting_key and not capture.is_struck)
        as capture_count
from core.known_meetings as meeting
where meeting.state <> 'cancelled'
