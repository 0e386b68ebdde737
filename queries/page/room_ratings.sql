-- Grain: one row per meeting_key, priority_key, rating_round and category whose rating was changed
-- in a stocktake: what stood before it, and what was decided. Changed twice, the last word counts.
with judged as (
    select
        rating.*,
        lag(rating.rating) over (
            partition by rating.priority_key, rating.rating_round, rating.category
            order by rating.rated_at
        ) as rating_before
    from core.known_all_ratings as rating
    where rating.rater_type = 'unit'
)

select
    judged.meeting_key,
    judged.priority_key,
    priority.short_title as priority,
    judged.rating_round,
    judged.category,
    arg_min_null(judged.rating_before, judged.rated_at) as shown,
    arg_max(judged.rating, judged.rated_at) as decided,
    arg_max(judged.reason, judged.rated_at) as reason,
    arg_max(judged.rated_by, judged.rated_at) as decided_by,
    max(judged.rated_at) as decided_at
from judged
left join core.known_priorities as priority
    on priority.priority_key = judged.priority_key
where judged.meeting_key is not null
group by
    judged.meeting_key,
    judged.priority_key,
    priority.short_title,
    judged.rating_round,
    judged.category
