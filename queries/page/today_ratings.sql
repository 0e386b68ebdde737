-- Grain: one row per priority_key that the unit rated before and after its department's last
-- stocktake, or only once: the rating in force when that day ended, and the one in force now.
with judged as (
    select
        rating.priority_key,
        priority.department_key,
        last.held_on as since_on,
        arg_max(rating.rating, rating.rated_at) as rating,
        arg_max(rating.rating, rating.rated_at) filter (rating.rated_at::date <= last.held_on)
            as rating_then
    from core.scored_ratings as rating
    join core.known_priorities as priority
        on priority.priority_key = rating.priority_key
    join core.last_stocktake as last
        on last.department_key = priority.department_key
    where rating.category = 'overall'
        and rating.rater_type = 'unit'
        and priority.closed_on is null
    group by rating.priority_key, priority.department_key, last.held_on
)

select
    judged.priority_key,
    judged.department_key,
    judged.since_on,
    judged.rating,
    judged.rating_then
from judged
