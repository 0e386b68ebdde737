-- Grain: one row per department_key, kind and given: what a department means by a name.
-- No matched_key means that somebody said to leave it out.
select
    name_match.department_key,
    name_match.kind,
    name_match.given,
    name_match.matched_key,
    name_match.confirmed_by,
    name_match.received_at
from tables.name_matches as name_match
where name_match.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by name_match.department_key, name_match.kind, name_match.given
    order by name_match.received_at desc
) = 1
