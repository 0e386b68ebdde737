-- Grain: one row per indicator_key and period_end: an indicator's own line, whatever it serves.
-- The country's published figure where there is one; else 100 × numerators / denominators for
-- shares with counts; else the sum for counts. Shares without counts are not averaged.
select
    observation.indicator_key,
    observation.period_end,
    case
        when count(observation.value) filter (unit.unit_type = 'country') > 0
            then max(observation.value) filter (unit.unit_type = 'country')
        when indicator.measure = 'percent'
            then 100.0 * sum(observation.numerator) / nullif(sum(observation.denominator), 0)
        when indicator.measure = 'count'
            then sum(observation.value)
    end as value,
    coalesce(
        max(observation.status) filter (observation.value is not null), max(observation.status)
    ) as status,
    max(observation.definition_version) as definition_version
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
join core.known_units as unit
    on unit.unit_key = observation.unit_key
group by observation.indicator_key, observation.period_end, indicator.measure
