-- Grain: one row per indicator_key, unit_key and period_end, with what weighs the figure.
-- Its own denominator, or that of the indicator the register names as its weight.
select
    observation.indicator_key,
    observation.unit_key,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    coalesce(observation.denominator, weight.denominator) as denominator,
    observation.status,
    observation.definition_version,
    indicator.measure,
    case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end
        as period_months,
    date_diff('month', date '1900-01-31', observation.period_end) as month_number
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
left join core.known_observations as weight
    on weight.indicator_key = indicator.weight_indicator_key
    and weight.unit_key = observation.unit_key
    and weight.period_end = observation.period_end
