-- Grain: one row per priority_key, rating_round, category and rater_type.
-- A later rating of the same round replaces the earlier one.
select
    rating.priority_key,
    rating.rating_round,
    rating.category,
    rating.rating,
    rating.rater_type,
    rating.rated_by,
    rating.rated_at,
    rating.reason,
    rating.is_demo
from tables.ratings as rating
join core.known_register as register
    on register.register_key = rating.register_key
where rating.rated_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
qualify row_number() over (
    partition by
        rating.priority_key,
        rating.rating_round,
        rating.category,
        rating.rater_type,
        rating.rated_by
    order by rating.rated_at desc
) = 1
