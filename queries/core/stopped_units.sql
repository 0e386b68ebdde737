-- Grain: one row per priority_key and unit_key that may have stopped reporting; stopped_on is the
-- end of its first empty period, usual_value the median of up to twelve figures before it.
-- Its figure fell in one step from a usual level to exactly 0 and has been 0 ever since, twice or
-- more: at least six earlier figures, none of the last six 0, a median of at least 10, and a last
-- one of at least half of that. A number worked down step by step is not meant.
with aged as (
    select
        priority.priority_key,
        latest.period_end as newest_on,
        figure.unit_key,
        figure.period_end,
        figure.value,
        figure.period_end > max(figure.period_end) filter (where figure.value <> 0) over (
            partition by priority.priority_key, figure.unit_key
        ) as is_after
    from core.known_priorities as priority
    join core.latest_figure as latest
        on latest.priority_key = priority.priority_key
    join core.known_observations as figure
        on figure.indicator_key = priority.indicator_key
        and figure.period_end <= latest.period_end
    where figure.value is not null
),

counted as (
    select
        aged.*,
        row_number() over (
            partition by aged.priority_key, aged.unit_key, aged.is_after
            order by aged.period_end desc
        ) as age
    from aged
)

select
    counted.priority_key,
    counted.unit_key,
    min(counted.period_end) filter (where counted.is_after) as stopped_on,
    median(counted.value) filter (where not counted.is_after and counted.age <= 12) as usual_value
from counted
group by counted.priority_key, counted.unit_key, counted.newest_on
having max(counted.period_end) = counted.newest_on
    and count(*) filter (where counted.is_after) >= 2
    and count(*) filter (
        where not counted.is_after and counted.age <= 6 and counted.value <> 0
    ) = 6
    and median(counted.value) filter (where not counted.is_after and counted.age <= 12) >= 10
    and 2 * max(counted.value) filter (where not counted.is_after and counted.age = 1)
        >= median(counted.value) filter (where not counted.is_after and counted.age <= 12)
