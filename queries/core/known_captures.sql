-- Grain: one row per capture_key: the newest wording of what a room took away.
-- captured_at and captured_by are of its first wording; versions counts the wordings.
with worded as (
    select
        capture.*,
        min(capture.received_at) over (partition by capture.capture_key) as captured_at,
        first_value(capture.written_by) over (
            partition by capture.capture_key
            order by capture.received_at
        ) as captured_by,
        count(*) over (partition by capture.capture_key) as versions
    from tables.captures as capture
    where capture.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    qualify row_number() over (
        partition by capture.capture_key
        order by capture.received_at desc
    ) = 1
)

select
    worded.capture_key,
    worded.meeting_key,
    worded.kind,
    worded.text,
    worded.owner,
    worded.due_on,
    worded.due_text,
    worded.priority_key,
    worded.screen_key,
    worded.is_struck,
    worded.captured_by,
    worded.captured_at,
    worded.written_by,
    worded.received_at,
    worded.versions
from worded
