-- Grain: one row per period_end: 100 × the sum of numerators / the sum of denominators.
-- Generated from queries/defaults/ratio.sql. Units without both counts are left out of both sums.
select
    observation.period_start,
    observation.period_end,
    100.0 * sum(observation.numerator) filter (observation.denominator is not null)
        / nullif(sum(observation.denominator) filter (observation.numerator is not null), 0)
        as value,
    sum(observation.numerator) filter (observation.denominator is not null) as numerator,
    sum(observation.denominator) filter (observation.numerator is not null) as denominator,
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
