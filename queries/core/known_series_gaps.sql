-- Grain: one row per indicator_key, unit_key and starts_on: why a stretch has no figure.
-- A null unit_key means nobody's figure is there. reason: not_collected, suppressed or not_held.
select
    gap.indicator_key,
    gap.unit_key,
    gap.starts_on,
    gap.ends_on,
    gap.reason,
    gap.text,
    gap.source
from tables.series_gaps as gap
where gap.register_key = getvariable('register_key')::uuid
