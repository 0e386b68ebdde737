-- Grain: one row per change of an action made by the unit: moved, reassigned, closed, ….
select
    change.action_key,
    change.change,
    change.due_on,
    change.owner,
    change.evidence,
    change.reason,
    change.meeting_key,
    change.decided_by,
    change.received_at
from tables.action_changes as change
where change.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
