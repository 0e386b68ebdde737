-- Grain: one row per policy_step_key that is overdue, of priorities that are not closed.
select
    step.policy_step_key,
    step.priority_key,
    step.title,
    step.due_on
from core.policy_step_state as step
join core.known_priorities as priority
    on priority.priority_key = step.priority_key
    and priority.closed_on is null
where step.is_overdue
