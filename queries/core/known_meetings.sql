-- Grain: one row per meeting_key: the newest plan of each stocktake, and how far it is.
-- edition_key is the edition it began on; a prepared one has none.
with planned as (
    select
        meeting.meeting_key,
        meeting.version_key,
        meeting.title,
        meeting.held_on,
        meeting.chair,
        meeting.department_keys,
        meeting.saved_by,
        meeting.received_at
    from tables.meetings as meeting
    where meeting.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    qualify row_number() over (
        partition by meeting.meeting_key
        order by meeting.received_at desc
    ) = 1
),

happened as (
    select
        event.meeting_key,
        arg_max(event.event, event.received_at) as state,
        arg_max(event.edition_key, event.received_at) filter (event.event = 'begun') as edition_key,
        min(event.received_at) filter (event.event = 'begun') as begun_at,
        max(event.received_at) filter (event.event = 'closed') as closed_at
    from tables.meeting_events as event
    where event.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    group by event.meeting_key
)

select
    planned.meeting_key,
    planned.version_key,
    planned.title,
    planned.held_on,
    planned.chair,
    planned.department_keys,
    planned.saved_by,
    planned.received_at,
    coalesce(happened.state, 'prepared') as state,
    happened.edition_key,
    happened.begun_at,
    happened.closed_at
from planned
left join happened
    on happened.meeting_key = planned.meeting_key
