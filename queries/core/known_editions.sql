-- Grain: one row per edition_key: what was frozen, and whether a stocktake was held on it.
-- One that was thrown away keeps its row and has no parts any more.
with used as (
    select
        event.edition_key,
        min(event.received_at) as used_at
    from tables.meeting_events as event
    where event.edition_key is not null
        and event.received_at
        <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    group by event.edition_key
),

dropped as (
    select
        state.edition_key,
        max(state.received_at) as thrown_away_at
    from tables.edition_states as state
    where state.state = 'thrown_away'
        and state.received_at
        <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    group by state.edition_key
)

select
    edition.edition_key,
    edition.meeting_key,
    edition.title,
    edition.known_at,
    edition.shown_on,
    edition.data_version,
    edition.program_version,
    edition.screen_count,
    edition.part_count,
    edition.byte_count,
    edition.checksum,
    edition.frozen_by,
    edition.received_at,
    used.used_at,
    dropped.thrown_away_at is not null as is_thrown_away
from tables.editions as edition
left join used
    on used.edition_key = edition.edition_key
left join dropped
    on dropped.edition_key = edition.edition_key
where edition.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
