-- Grain: one row per action_key, from the register or from a stocktake.
-- An action is known from the day it was agreed; due_on is the date agreed then (see the ledger
-- for the present one). One agreed in a stocktake may be about no single priority.
select
    action.action_key,
    action.priority_key,
    action.text,
    action.owner,
    action.is_demo_owner,
    action.agreed_on,
    action.due_on,
    null::uuid as meeting_key
from tables.actions as action
where action.register_key = getvariable('register_key')::uuid
    and action.agreed_on <= getvariable('today_on')::date
union all
select
    capture.capture_key::varchar,
    capture.priority_key,
    capture.text,
    capture.owner,
    false,
    meeting.held_on,
    capture.due_on,
    capture.meeting_key
from core.known_captures as capture
join core.known_meetings as meeting
    on meeting.meeting_key = capture.meeting_key
where capture.kind = 'action'
    and not capture.is_struck
