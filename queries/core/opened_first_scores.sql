-- Grain: one row per rating_round, priority_key, category and rated_by, of rounds no longer blind.
-- Blindness is kept here and not on a screen: while a round is open its scores are not given out.
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
join core.known_rating_rounds as round
    on round.rating_round = rating.rating_round
    and round.state <> 'open'
where rating.rater_type = 'first'
