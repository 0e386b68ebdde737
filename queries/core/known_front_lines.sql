-- Grain: one row per meeting_key and line_key: a line of the front page in the unit's own words.
-- The newest wording by the moment shown counts; an empty text leaves the line out, null gives
-- the rule's own line back.
select
    line.meeting_key,
    line.line_key,
    line.text,
    line.written_by,
    line.received_at
from tables.front_lines as line
where line.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by line.meeting_key, line.line_key
    order by line.received_at desc
) = 1
