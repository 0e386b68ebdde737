-- Grain: one row per priority_key: what the unit's newest sheet says that a suggestion needs.
-- The newest round in which the unit has judged any of these lines; what that round leaves out is
-- not taken from an earlier one.
with newest as (
    select
        rating.priority_key,
        rating.rating_round,
        rating.category,
        rating.rating,
        rating.score
    from core.scored_ratings as rating
    where rating.rater_type = 'unit'
        and rating.category in (
            'challenge', 'planning', 'capacity', 'stage', 'data_quality', 'plan_sufficiency'
        )
    qualify rating.rating_round = max(rating.rating_round) over (
        partition by rating.priority_key
    )
)

select
    newest.priority_key,
    newest.rating_round,
    any_value(newest.rating) filter (newest.category = 'challenge') as challenge,
    any_value(newest.score) filter (newest.category = 'stage') as stage,
    any_value(newest.rating) filter (newest.category = 'planning') as planning,
    any_value(newest.score) filter (newest.category = 'planning') as planning_score,
    any_value(newest.rating) filter (newest.category = 'capacity') as capacity,
    any_value(newest.score) filter (newest.category = 'capacity') as capacity_score,
    any_value(newest.rating) filter (newest.category = 'data_quality') as data_quality,
    any_value(newest.rating) filter (newest.category = 'plan_sufficiency') as plan_sufficiency
from newest
group by newest.priority_key, newest.rating_round
