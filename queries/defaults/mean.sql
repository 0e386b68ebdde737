-- Grain: one row per period_end: the plain mean over the priority's units.
-- Generated from queries/defaults/mean.sql. Every unit counts the same, whatever its size; a
-- unit without a figure does not count.
select
    observation.period_start,
    observation.period_end,
    avg(observation.value) as value,
    null::double as numerator,
    null::double as denominator,
    coalesce(
        max(observation.status) filter (observation.value is not null), max(observation.status)
    ) as status,
    max(observation.definition_version) as definition_version
from core.known_observations as observation
where observation.indicator_key = 'INDICATOR'
    and observation.unit_key in (
        select member.unit_key
        from core.priority_units as member
        where member.priority_key = 'PRIORITY'
    )
group by observation.period_start, observation.period_end
