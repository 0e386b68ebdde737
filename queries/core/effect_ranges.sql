-- Grain: one row per side, series_key and period_end: how far a figure moved from the one before.
-- level_range compares the level with that of the figure before, season_range the change on a year
-- earlier with the change before it; months_since tells whether that was the period before.
with changed as (
    select
        series.side,
        series.series_key,
        series.period_end,
        series.month_number,
        series.value,
        series.value - max(series.value) over (
            partition by series.side, series.series_key
            order by series.month_number
            range between 12 preceding and 12 preceding
        ) as year_change
    from core.effect_series as series
)

select
    changed.side,
    changed.series_key,
    changed.period_end,
    changed.month_number,
    changed.value,
    changed.year_change,
    changed.month_number - lag(changed.month_number) over in_time as months_since,
    abs(changed.value - lag(changed.value) over in_time) as level_range,
    abs(changed.year_change - lag(changed.year_change) over in_time) as season_range
from changed
window in_time as (
    partition by changed.side, changed.series_key
    order by changed.month_number
)
