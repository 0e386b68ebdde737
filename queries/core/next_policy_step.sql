-- Grain: one row per priority_key with a policy step not done: the one due first.
select
    step.priority_key,
    step.title as next_step_title,
    step.due_on as next_step_due_on,
    step.due_on < moment.today_on as is_late
from core.known_policy_steps as step
cross join core.known_moment as moment
where step.done_on is null
qualify row_number() over (
    partition by step.priority_key
    order by step.due_on
) = 1
