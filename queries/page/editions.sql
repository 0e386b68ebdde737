-- Grain: one row per edition_key that was not thrown away, with its stocktake.
-- Numbers count those thrown away too, so that no edition's name changes.
with numbered as (
    select
        known.edition_key,
        row_number() over (
            partition by known.meeting_key
            order by known.received_at, known.edition_key
        ) as edition_number
    from core.known_editions as known
)

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
    edition.used_at,
    numbered.edition_number
from core.known_editions as edition
join core.known_meetings as meeting
    on meeting.meeting_key = edition.meeting_key
join numbered
    on numbered.edition_key = edition.edition_key
where not edition.is_thrown_away
