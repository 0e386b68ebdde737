-- Grain: one row per priority_key, rating_round, category and rater_type, newest round marked.
-- Blind first scores are left out: they are nobody's rating.
select
    rating.priority_key,
    rating.rating_round,
    rating.category,
    rating.rating,
    rating.rater_type,
    rating.rated_by,
    rating.rated_at,
    rating.reason,
    rating.evidence,
    rating.suggested_rating,
    rating.is_demo,
    rating.rating_round = max(rating.rating_round) over (
        partition by rating.priority_key, rating.rater_type
    ) as is_latest
from core.known_ratings as rating
where rating.rater_type in ('unit', 'department')
