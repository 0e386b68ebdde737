-- Grain: one row per rating_round, priority_key, category and rated_by: blind first scores.
-- Asked for one rater at a time, by rated_by: nobody sees another's here, whatever the round.
select
    rating.rating_round,
    rating.priority_key,
    rating.category,
    rating.rating,
    rating.score,
    rating.rated_by,
    rating.rated_at,
    rating.reason,
    rating.is_demo
from core.scored_ratings as rating
where rating.rater_type = 'first'
