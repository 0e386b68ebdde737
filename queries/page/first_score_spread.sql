-- Grain: one row per rating_round, priority_key and category, of rounds no longer blind.
-- How far apart the first scores are, in points of the line's scale; never their average.
select
    score.rating_round,
    score.priority_key,
    score.category,
    count(*) as rater_count,
    min(score.score) as lowest_score,
    max(score.score) as highest_score,
    arg_min(score.rating, score.score) as lowest_rating,
    arg_max(score.rating, score.score) as highest_rating,
    max(score.score) - min(score.score) as spread
from core.opened_first_scores as score
group by score.rating_round, score.priority_key, score.category
