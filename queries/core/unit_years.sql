-- Grain: one row per indicator_key, unit_key and period_end: the unit's last twelve months.
-- Counts are added up. Shares are weighed by their own denominator, or by that of the indicator
-- the register names as their weight. Null unless every period of the year has a figure.
with weighed as (
    select
        observation.indicator_key,
        observation.unit_key,
        observation.period_start,
        observation.period_end,
        observation.value,
        coalesce(observation.denominator, weight.denominator) as denominator,
        observation.status,
        observation.definition_version,
        indicator.measure,
        date_diff('month', date '1900-01-31', observation.period_end) as month_number,
        case indicator.frequency when 'month' then 12 when 'quarter' then 4 else 1 end
            as period_count
    from core.known_observations as observation
    join core.known_indicators as indicator
        on indicator.indicator_key = observation.indicator_key
    left join core.known_observations as weight
        on weight.indicator_key = indicator.weight_indicator_key
        and weight.unit_key = observation.unit_key
        and weight.period_end = observation.period_end
)

select
    weighed.indicator_key,
    weighed.unit_key,
    min(weighed.period_start) over last_year as period_start,
    weighed.period_end,
    case
        when count(weighed.value) over last_year < weighed.period_count then null
        when weighed.measure = 'count' then sum(weighed.value) over last_year
        else sum(weighed.value * weighed.denominator) over last_year
            / sum(weighed.denominator) over last_year
    end as value,
    sum(weighed.denominator) over last_year as denominator,
    weighed.status,
    weighed.definition_version
from weighed
window last_year as (
    partition by weighed.indicator_key, weighed.unit_key
    order by weighed.month_number
    range between 11 preceding and current row
)
