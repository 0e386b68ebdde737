-- Grain: one row per action_key.
-- An action is known from the day it was agreed.
select
    action.action_key,
    action.priority_key,
    action.text,
    action.owner,
    action.is_demo_owner,
    action.agreed_on,
    action.due_on
from tables.actions as action
join core.known_register as register
    on register.register_key = action.register_key
join core.known_moment as moment
    on action.agreed_on <= moment.today_on
