-- Grain: one row per priority_key and stretch that the register says has no headline figure.
-- A stretch named for one unit is the headline's only where that unit is all there is, or where
-- it is the country that the headline is published for.
with alone as (
    select
        member.priority_key,
        any_value(member.unit_key) as unit_key
    from core.priority_units as member
    group by member.priority_key
    having count(*) = 1
)

select
    priority.priority_key,
    gap.starts_on,
    gap.ends_on,
    gap.reason,
    gap.text
from core.known_series_gaps as gap
join core.known_priorities as priority
    on priority.indicator_key = gap.indicator_key
left join core.known_units as unit
    on unit.unit_key = gap.unit_key
left join alone
    on alone.priority_key = priority.priority_key
where gap.unit_key is null
    or gap.unit_key = alone.unit_key
    or unit.unit_type = 'country'
