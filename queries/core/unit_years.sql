-- Grain: one row per indicator_key, unit_key and period_end: the unit's last twelve months.
-- Counts are added up, shares are weighed. Null unless every period of the year has a figure.
select
    weighed.indicator_key,
    weighed.unit_key,
    min(weighed.period_start) over last_year as period_start,
    weighed.period_end,
    case
        when count(weighed.value) over last_year * weighed.period_months < 12 then null
        when weighed.measure = 'count' then sum(weighed.value) over last_year
        else sum(weighed.value * weighed.denominator) over last_year
            / sum(weighed.denominator) over last_year
    end as value,
    sum(weighed.denominator) over last_year as denominator,
    weighed.status,
    weighed.definition_version
from core.weighed_observations as weighed
window last_year as (
    partition by weighed.indicator_key, weighed.unit_key
    order by weighed.month_number
    range between 11 preceding and current row
)
