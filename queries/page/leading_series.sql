-- Grain: one row per priority_key, indicator_key and period_end, for all but the target indicator.
-- The indicator's own headline: published for the country where it is, else over the units.
with figure as (
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
        series.status
    from core.known_priority_indicators as role
    join core.known_indicators as indicator
        on indicator.indicator_key = role.indicator_key
    join core.indicator_series as series
        on series.indicator_key = role.indicator_key
    where role.kind <> 'target'
)

select
    figure.priority_key,
    figure.position,
    figure.kind,
    figure.indicator_key,
    figure.title,
    figure.short_title,
    figure.measure,
    figure.direction,
    figure.frequency,
    figure.rounding_unit,
    figure.period_end,
    figure.value,
    figure.status,
    sum(
        case
            when date_diff('month', figure_before.period_end, figure.period_end)
                <= figure.period_months and figure_before.value is not null
                then 0
            else 1
        end
    ) over (
        partition by figure.priority_key, figure.indicator_key
        order by figure.period_end
    )::integer as run_number
from figure
left join figure as figure_before
    on figure_before.priority_key = figure.priority_key
    and figure_before.indicator_key = figure.indicator_key
    and date_diff('month', figure_before.period_end, figure.period_end) = figure.period_months
