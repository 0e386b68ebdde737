-- Grain: one row per kind and item_key still to come on the day shown: a stocktake that is prepared
-- or under way, a return that is asked for and not accepted. department_keys: those it is about,
-- none means all.
select
    'stocktake' as kind,
    meeting.meeting_key::varchar as item_key,
    meeting.title,
    meeting.held_on as due_on,
    meeting.department_keys,
    coalesce((
        select sum(item.minutes)
        from core.known_agenda_items as item
        where item.meeting_key = meeting.meeting_key
    ), 0)::bigint as minutes,
    (
        select arg_max(edition.edition_key, edition.received_at)
        from core.known_editions as edition
        where edition.meeting_key = meeting.meeting_key
            and not edition.is_thrown_away
    ) as edition_key
from core.known_meetings as meeting
cross join core.known_moment as moment
where meeting.state in ('prepared', 'begun')
    and meeting.held_on >= moment.today_on
union all
select
    'return',
    missing.department_key || ' ' || missing.reporting_round,
    missing.department,
    missing.due_on,
    missing.department_key,
    null,
    null
from core.missing_returns as missing
where not missing.is_overdue
