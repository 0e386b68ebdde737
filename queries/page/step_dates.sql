-- Grain: one row per policy_step_key: its state and its days, without the question what it moved.
-- For a page that only places steps in time: page.policy_steps asks their figures too, which takes
-- longer than all the rest of a priority's page.
select
    step.priority_key,
    step.policy_step_key,
    step.title,
    step.due_on,
    step.done_on,
    step.forecast_on,
    step.is_said,
    step.said_on,
    step.is_overdue,
    step.is_late,
    step.is_demo
from core.policy_step_state as step
