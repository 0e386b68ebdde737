-- Grain: one row per priority_key, happened_on and text.
-- Dated remarks for the chart, shown from the day they happened.
select
    annotation.priority_key,
    annotation.happened_on,
    annotation.text,
    annotation.source
from tables.annotations as annotation
where annotation.register_key = getvariable('register_key')::uuid
    and annotation.happened_on <= getvariable('today_on')::date
