-- Grain: one row per meeting_key and priority_key: the lines of inquiry as somebody wrote them.
-- lines holds one question a line; none at all means that they were taken away on purpose.
select
    inquiry.meeting_key,
    inquiry.priority_key,
    inquiry.lines,
    inquiry.written_by,
    inquiry.received_at
from tables.inquiries as inquiry
where inquiry.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by inquiry.meeting_key, inquiry.priority_key
    order by inquiry.received_at desc
) = 1
