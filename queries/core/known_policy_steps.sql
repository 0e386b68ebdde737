-- Grain: one row per policy_step_key.
-- done_on is blanked while the day shown is before it.
select
    step.policy_step_key,
    step.priority_key,
    step.title,
    step.due_on,
    case when step.done_on <= getvariable('today_on')::date then step.done_on end as done_on,
    step.indicator_key,
    step.expected_move_on,
    step.is_demo,
    step.known_on
from tables.policy_steps as step
where step.register_key = getvariable('register_key')::uuid
    and step.known_on <= getvariable('today_on')::date
