-- Grain: one row per capture_key and wording: everything that was ever written of a capture.
-- wording counts from 1; the newest one is what core.known_captures gives.
select
    capture.capture_key,
    capture.meeting_key,
    row_number() over (
        partition by capture.capture_key
        order by capture.received_at
    ) as wording,
    capture.kind,
    capture.text,
    capture.owner,
    capture.due_on,
    capture.priority_key,
    capture.is_struck,
    capture.written_by,
    capture.received_at
from tables.captures as capture
where capture.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
