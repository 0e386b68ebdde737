-- Grain: one row per edition_key that was not thrown away, with its stocktake.
select
    edition.edition_key,
    edition.meeting_key,
    edition.title,
    meeting.held_on,
    meeting.department_keys,
    edition.known_at,
    edition.shown_on,
    edition.data_version,
    edition.program_version,
    edition.screen_count,
    edition.byte_count,
    edition.checksum,
    edition.frozen_by,
    edition.received_at,
    edition.used_at
from core.known_editions as edition
join core.known_meetings as meeting
    on meeting.meeting_key = edition.meeting_key
where not edition.is_thrown_away
