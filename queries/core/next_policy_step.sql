-- Grain: one row per priority_key with a policy step not done: the one due first.
select
    step.priority_key,
    step.title as next_step_title,
    step.due_on as next_step_due_on,
    step.is_overdue
from core.policy_step_state as step
where step.done_on is null
qualify row_number() over (
    partition by step.priority_key
    order by step.due_on
) = 1
