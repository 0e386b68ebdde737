-- Grain: one row per indicator_key, unit_key, period_end and span_months.
-- A unit's figure for its own period, and for the last twelve months where periods are shorter,
-- so that units can be laid beside a headline that covers a year.
select
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end as span_months
from core.known_observations as observation
join core.known_indicators as indicator
    on indicator.indicator_key = observation.indicator_key
union all
select
    year.indicator_key,
    year.unit_key,
    year.period_end,
    year.value,
    null as numerator,
    year.denominator,
    year.status,
    12 as span_months
from core.unit_years as year
join core.known_indicators as indicator
    on indicator.indicator_key = year.indicator_key
    and indicator.frequency in ('month', 'quarter')
