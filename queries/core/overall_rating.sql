-- Grain: one row per priority_key: the unit's newest overall rating and the one before it.
-- A rating is a person's judgement; the department's rating of itself is kept apart.
with ranked as (
    select
        rating.priority_key,
        rating.rating_round,
        rating.rating,
        rating.reason,
        rating.rated_by,
        rating.rated_at,
        rating.is_demo,
        row_number() over newest_first as age,
        lead(rating.rating) over newest_first as rating_before
    from core.known_ratings as rating
    where rating.category = 'overall'
        and rating.rater_type = 'unit'
    window newest_first as (
        partition by rating.priority_key
        order by rating.rating_round desc, rating.rated_at desc
    )
)

select
    ranked.priority_key,
    ranked.rating_round,
    ranked.rating,
    ranked.rating_before,
    ranked.reason as rating_reason,
    ranked.rated_by,
    ranked.rated_at,
    ranked.is_demo as rating_is_demo
from ranked
where ranked.age = 1
