-- Grain: one row per kind and item_key that waits for somebody: an action nobody has settled, and
-- what is overdue on the day shown: a policy step not done, a return not accepted. department_key is
-- null for an action of the whole unit.
select
    'action' as kind,
    ledger.action_key as item_key,
    action.priority_key,
    priority.department_key,
    action.text as title,
    ledger.due_on,
    ledger.due_on < moment.today_on as is_overdue
from core.action_ledger as ledger
join core.known_actions as action
    on action.action_key = ledger.action_key
cross join core.known_moment as moment
left join core.known_priorities as priority
    on priority.priority_key = action.priority_key
where ledger.state in ('open', 'said_done')
union all
select
    'step',
    step.policy_step_key,
    step.priority_key,
    priority.department_key,
    step.title,
    step.due_on,
    true
from core.overdue_steps as step
join core.known_priorities as priority
    on priority.priority_key = step.priority_key
union all
select
    'return',
    missing.department_key || ' ' || missing.reporting_round,
    null,
    missing.department_key,
    missing.department,
    missing.due_on,
    true
from core.missing_returns as missing
where missing.is_overdue
