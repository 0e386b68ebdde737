-- Grain: one row per policy_step_key of an open priority that is not done though its day has passed.
-- A step that the register does not call done is done when the newest return says so.
select
    step.policy_step_key,
    step.priority_key,
    step.title,
    step.due_on
from core.known_policy_steps as step
cross join core.known_moment as moment
join core.known_priorities as priority
    on priority.priority_key = step.priority_key
    and priority.closed_on is null
left join core.known_policy_step_updates as answer
    on answer.policy_step_key = step.policy_step_key
    and answer.is_newest
where step.due_on < moment.today_on
    and step.done_on is null
    and (answer.done_on is null or answer.done_on > moment.today_on)
