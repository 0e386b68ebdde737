-- Grain: one row per waiver_key: a signed exception as it reads now, in force or not.
-- A newer row of the same key replaces the earlier one, which is how one is ended early.
select
    waiver.waiver_key,
    waiver.code,
    waiver.department_key,
    waiver.indicator_key,
    waiver.unit_key,
    waiver.reason,
    waiver.signed_by,
    waiver.signed_on,
    waiver.expires_on,
    waiver.received_at
from tables.waivers as waiver
where waiver.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by waiver.waiver_key
    order by waiver.received_at desc
) = 1
