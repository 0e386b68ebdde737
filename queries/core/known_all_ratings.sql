-- Grain: one row per judgement ever given by the moment shown, replaced ones too.
-- From three places: the register, the app, and the self-rating sheet of returns in use.
with given as (
    select
        rating.priority_key, rating.rating_round, rating.category, rating.rating,
        rating.rater_type, rating.rated_by, rating.rated_at, rating.reason,
        null::varchar as evidence,
        null::varchar as suggested_rating,
        null::uuid as meeting_key,
        rating.is_demo
    from tables.ratings as rating
    where rating.register_key = getvariable('register_key')::uuid
    union all
    select
        rating.priority_key, rating.rating_round, rating.category, rating.rating,
        rating.rater_type, rating.rated_by, rating.received_at, rating.reason,
        rating.evidence,
        rating.suggested_rating,
        rating.meeting_key,
        false
    from tables.given_ratings as rating
    union all
    select
        answer.priority_key, answer.reporting_round, answer.category, answer.rating,
        'department', submission.signed_off_by, answer.received_at, coalesce(answer.reason, ''),
        null::varchar,
        null::varchar,
        null::uuid,
        false
    from core.known_self_ratings as answer
    join core.known_submissions as submission
        on submission.submission_key = answer.submission_key
)

select
    given.priority_key,
    given.rating_round,
    given.category,
    given.rating,
    given.rater_type,
    given.rated_by,
    given.rated_at,
    given.reason,
    given.evidence,
    given.suggested_rating,
    given.meeting_key,
    given.is_demo
from given
where given.rated_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
