-- Grain: one row per layout_key: how a source lays out its spreadsheet, as saved last.
select
    layout.layout_key,
    layout.department_key,
    layout.title,
    layout.layout,
    layout.saved_by,
    layout.received_at
from tables.layouts as layout
where layout.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by layout.layout_key
    order by layout.received_at desc
) = 1
