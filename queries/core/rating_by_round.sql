-- Grain: one row per priority_key and rating_round in which the unit rated the likelihood.
-- The last rating of each round, whatever came after it in a later one; age 1 is the newest.
select
    rating.priority_key,
    rating.rating_round,
    rating.rating,
    rating.score,
    rating.reason,
    rating.rated_by,
    rating.rated_at,
    rating.is_demo,
    row_number() over (
        partition by rating.priority_key
        order by rating.rating_round desc
    ) as age
from core.scored_ratings as rating
where rating.category = 'overall'
    and rating.rater_type = 'unit'
