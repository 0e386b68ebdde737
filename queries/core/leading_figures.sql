-- Grain: one row per priority_key, indicator_key and period_end, for all but the target indicator.
-- The indicator's own headline: published for the country where it is, else over the units.
-- next_due_on is the day the figure after its newest one should be here; ended_on, in the past,
-- means that none will come.
select
    role.priority_key,
    role.position,
    role.kind,
    indicator.indicator_key,
    indicator.title,
    indicator.short_title,
    indicator.measure,
    indicator.direction::integer as direction,
    indicator.frequency,
    indicator.rounding_unit,
    case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end
        as period_months,
    series.period_end,
    series.value,
    series.status,
    case when indicator.ended_on <= moment.today_on then indicator.ended_on end as ended_on,
    cast(
        greatest(max(series.period_end) filter (series.value is not null) over (
            partition by role.priority_key, role.indicator_key
        ), explained.explained_on) + to_months(
            case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end
        ) as date
    ) + indicator.publication_lag_days + indicator.grace_days as next_due_on,
    moment.today_on
from core.known_priority_indicators as role
cross join core.known_moment as moment
join core.known_indicators as indicator
    on indicator.indicator_key = role.indicator_key
join core.indicator_series as series
    on series.indicator_key = role.indicator_key
left join core.explained_until as explained
    on explained.indicator_key = role.indicator_key
where role.kind <> 'target'
