-- Grain: one row per rating_round and priority_key with a first score: how many have scored it.
-- Counts and no scores, so it may be shown while the round is blind. Finished means that the
-- overall likelihood was given.
select
    rating.rating_round,
    rating.priority_key,
    count(distinct rating.rated_by) as rater_count,
    count(distinct rating.rated_by) filter (rating.category = 'overall') as finished_count
from core.known_ratings as rating
where rating.rater_type = 'first'
group by rating.rating_round, rating.priority_key
