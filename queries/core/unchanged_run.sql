-- Grain: one row per priority_key with an overall rating: its newest rounds with one and the same.
-- first_gap is the gap as it stood when the first of them was given.
with aged as (
    select
        rating.priority_key,
        rating.rating_round,
        rating.rated_at,
        rating.age,
        rating.rating = first_value(rating.rating) over newest_first as is_same
    from core.rating_by_round as rating
    window newest_first as (
        partition by rating.priority_key
        order by rating.age
    )
),

counted as (
    select
        aged.priority_key,
        coalesce(min(aged.age) filter (not aged.is_same) - 1, count(*)) as run_count
    from aged
    group by aged.priority_key
)

select
    counted.priority_key,
    counted.run_count,
    first_one.rating_round as first_round,
    history.figure_on as first_figure_on,
    history.gap as first_gap
from counted
join aged as first_one
    on first_one.priority_key = counted.priority_key
    and first_one.age = counted.run_count
left join core.overall_history as history
    on history.priority_key = first_one.priority_key
    and history.rating_round = first_one.rating_round
    and history.rated_at = first_one.rated_at
