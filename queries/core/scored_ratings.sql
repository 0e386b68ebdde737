-- Grain: one row per row of core.known_ratings, with the place of each on its line's own scale.
-- score is 1 at the worst end (red, stage 1, a very high challenge) and is never averaged; the
-- two checks of the evidence have no score.
select
    rating.priority_key,
    rating.rating_round,
    rating.category,
    rating.rating,
    case rating.rating
        when 'red' then 1
        when 'amber_red' then 2
        when 'amber_green' then 3
        when 'green' then 4
        when '1' then 1
        when '2' then 2
        when '3' then 3
        when '4' then 4
        when 'very_high' then 1
        when 'high' then 2
        when 'medium' then 3
        when 'low' then 4
    end as score,
    rating.rater_type,
    rating.rated_by,
    rating.rated_at,
    rating.reason,
    rating.is_demo
from core.known_ratings as rating
