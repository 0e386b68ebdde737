-- Grain: one row per priority_key with a judged figure: its newest periods on plan in a row.
-- Counted in the promise's own periods: a period without a figure ends the run.
with counted as (
    select
        series.priority_key,
        row_number() over newest_first as age,
        history.position = 'on'
            and first_value(series.month_number) over newest_first - series.month_number
                = (row_number() over newest_first - 1) * series.period_months as is_in_run
    from core.judged_series as series
    join core.position_history as history
        on history.priority_key = series.priority_key
        and history.period_end = series.period_end
    where history.position is not null
    window newest_first as (
        partition by series.priority_key
        order by series.period_end desc
    )
)

select
    counted.priority_key,
    coalesce(min(counted.age) filter (not counted.is_in_run) - 1, count(*)) as on_run
from counted
group by counted.priority_key
