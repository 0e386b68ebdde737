-- Grain: one row per priority_key, rating_round, category and rater_type; per rated_by too for
-- blind first scores, which stand side by side. A later rating of a round replaces the earlier.
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
    rating.meeting_key,
    rating.is_demo
from core.known_all_ratings as rating
qualify row_number() over (
    partition by
        rating.priority_key,
        rating.rating_round,
        rating.category,
        rating.rater_type,
        case when rating.rater_type = 'first' then rating.rated_by end
    order by rating.rated_at desc, rating.rated_by
) = 1
