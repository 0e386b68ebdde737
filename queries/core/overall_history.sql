-- Grain: one row per overall rating the unit ever gave, replaced ones too, with the figure of then.
-- The figure of then is the newest judged one whose usual publication lag had passed on the day
-- of the rating; its value is as known at the moment shown, restatements included.
with given as (
    select
        rating.priority_key,
        rating.rating_round,
        rating.rating,
        rating.rated_by,
        rating.rated_at,
        rating.reason,
        rating.suggested_rating,
        rating.meeting_key,
        rating.is_demo,
        rating.rated_at::date - rule.publication_lag_days as published_to,
        row_number() over (
            partition by rating.priority_key
            order by rating.rated_at, rating.rated_by
        ) as version
    from core.known_all_ratings as rating
    join core.priority_rules as rule
        on rule.priority_key = rating.priority_key
    where rating.category = 'overall'
        and rating.rater_type = 'unit'
),

judged as (
    select
        history.priority_key,
        history.period_end,
        history.compared_value,
        history.gap,
        history.position
    from core.position_history as history
    where history.position is not null
)

select
    given.priority_key,
    given.version,
    given.rating_round,
    given.rating,
    given.rated_by,
    given.rated_at,
    given.reason,
    given.suggested_rating,
    given.meeting_key,
    given.is_demo,
    judged.period_end as figure_on,
    judged.compared_value as figure,
    judged.gap,
    judged.position
from given
left join judged
    on judged.priority_key = given.priority_key
    and judged.period_end <= given.published_to
qualify row_number() over (
    partition by given.priority_key, given.version
    order by judged.period_end desc
) = 1
