-- Grain: one row per priority_key, indicator_key and period_end, for all but the target indicator.
-- The indicator's own headline: published for the country where it is, else over the units.
-- freshness is the whole indicator's: fresh, stale since stale_on, or ended on ended_on.
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
    )::integer as run_number,
    case
        when figure.ended_on is not null then 'ended'
        when figure.today_on > figure.next_due_on then 'stale'
        else 'fresh'
    end as freshness,
    case when figure.ended_on is null then figure.next_due_on end as stale_on,
    figure.ended_on
from core.leading_figures as figure
left join core.leading_figures as figure_before
    on figure_before.priority_key = figure.priority_key
    and figure_before.indicator_key = figure.indicator_key
    and date_diff('month', figure_before.period_end, figure.period_end) = figure.period_months
