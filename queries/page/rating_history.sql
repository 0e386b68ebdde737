-- Grain: one row per overall rating the unit ever gave, oldest first by version within a priority.
-- A rating that was replaced within its round stays, marked; meeting tells that it was changed in
-- the room.
select
    history.priority_key,
    priority.short_title,
    priority.headline_measure as measure,
    rule.direction,
    rule.frequency,
    rule.rounding_unit,
    history.version,
    history.rating_round,
    history.rating,
    history.rated_by,
    history.rated_at,
    history.reason,
    history.suggested_rating,
    history.meeting_key,
    meeting.title as meeting,
    history.is_demo,
    history.version < max(history.version) over (
        partition by history.priority_key, history.rating_round
    ) as is_replaced,
    history.figure_on,
    history.figure,
    history.gap,
    history.position
from core.overall_history as history
join core.known_priorities as priority
    on priority.priority_key = history.priority_key
join core.priority_rules as rule
    on rule.priority_key = history.priority_key
left join core.known_meetings as meeting
    on meeting.meeting_key = history.meeting_key
