-- Grain: one row per rating_round, priority_key, category and rated_by, of rounds no longer blind.
-- While a round is open there is no row of it.
select
    score.rating_round,
    score.priority_key,
    priority.short_title,
    score.category,
    score.rating,
    score.score,
    score.rated_by,
    score.rated_at,
    score.reason,
    score.is_demo
from core.opened_first_scores as score
join core.known_priorities as priority
    on priority.priority_key = score.priority_key
