-- Grain: one row per priority_key: the sub-questions of the unit's newest sheet that has any.
-- distinct_count 1 means that every question got the same answer, sheet_rating.
with newest as (
    select
        rating.priority_key,
        rating.rating_round,
        rating.rating
    from core.known_ratings as rating
    where rating.rater_type = 'unit'
        and (rating.category like 'planning\_%' escape '\'
            or rating.category like 'capacity\_%' escape '\')
    qualify rating.rating_round = max(rating.rating_round) over (
        partition by rating.priority_key
    )
)

select
    newest.priority_key,
    newest.rating_round as sheet_round,
    count(*) as answer_count,
    count(distinct newest.rating) as distinct_count,
    min(newest.rating) as sheet_rating
from newest
group by newest.priority_key, newest.rating_round
