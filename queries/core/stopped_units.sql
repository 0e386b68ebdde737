-- Grain: one row per priority_key and unit_key that may have stopped reporting; stopped_on is the
-- end of its first empty period, usual_value the median of up to twelve figures before it.
-- Its figure fell in one step from a usual level to exactly 0 and has been 0 ever since, twice or
-- more: at least six earlier figures, none of the last six 0, a median of at least 10, and a last
-- one of at least half of that. A number worked down step by step is not meant.
with figures as materialized (
    select
        priority.priority_key,
        latest.period_end as newest_on,
        figure.unit_key,
        figure.period_end,
        figure.value
    from core.known_priorities as priority
    join core.latest_figure as latest
        on latest.priority_key = priority.priority_key
    join core.known_observations as figure
        on figure.indicator_key = priority.indicator_key
        and figure.period_end <= latest.period_end
    where figure.value is not null
),

-- Few units end on 0, and only theirs are put in order.
ended as (
    select
        figures.priority_key,
        figures.unit_key,
        max(figures.period_end) filter (where figures.value <> 0) as last_level_on
    from figures
    group by figures.priority_key, figures.unit_key, figures.newest_on
    having arg_max(figures.value, figures.period_end) = 0
        and max(figures.period_end) = figures.newest_on
),

listed as (
    select
        ended.priority_key,
        ended.unit_key,
        min(figures.period_end) filter (where figures.period_end > ended.last_level_on)
            as stopped_on,
        count(*) filter (where figures.period_end > ended.last_level_on) as zero_count,
        list(figures.value order by figures.period_end desc)
            filter (where figures.period_end <= ended.last_level_on) as before
    from ended
    join figures
        on figures.priority_key = ended.priority_key
        and figures.unit_key = ended.unit_key
    group by ended.priority_key, ended.unit_key
)

select listed.priority_key, listed.unit_key, listed.stopped_on,
    list_median(listed.before[1:12]) as usual_value
from listed
where listed.zero_count >= 2
    and len(listed.before) >= 6
    and not list_contains(listed.before[1:6], 0)
    and list_median(listed.before[1:12]) >= 10
    and 2 * listed.before[1] >= list_median(listed.before[1:12])
