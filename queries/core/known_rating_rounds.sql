-- Grain: one row per rating_round that was opened in the app or has ratings.
-- A round that came with the register was settled before; nobody opened it here.
with opened as (
    select
        round.rating_round,
        round.title,
        round.purpose,
        round.cut_off_on,
        round.state,
        round.decided_by,
        round.reason,
        round.received_at
    from tables.rating_rounds as round
    where round.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    qualify row_number() over (
        partition by round.rating_round
        order by round.received_at desc
    ) = 1
),

rated as (
    select
        rating.rating_round,
        max(rating.rated_at) as rated_at
    from core.known_ratings as rating
    where rating.rater_type in ('unit', 'first')
    group by rating.rating_round
)

select
    coalesce(opened.rating_round, rated.rating_round) as rating_round,
    coalesce(opened.title, rated.rating_round) as title,
    coalesce(opened.purpose, '') as purpose,
    coalesce(opened.cut_off_on, rated.rated_at::date) as cut_off_on,
    coalesce(opened.state, 'moderation') as state,
    opened.decided_by,
    opened.reason,
    opened.received_at
from opened
full join rated
    on rated.rating_round = opened.rating_round
