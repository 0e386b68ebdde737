-- Grain: one row per priority_key with policy steps that have come due by the day shown.
-- Late is what was done after its day, or is not done though its day has passed: done late is not
-- done on time.
select
    step.priority_key,
    count(*) as due_step_count,
    count(*) filter (coalesce(step.done_on, moment.today_on) > step.due_on) as late_step_count,
    count(*) filter (step.done_on <= step.due_on) as on_time_step_count
from core.known_policy_steps as step
cross join core.known_moment as moment
where step.due_on <= moment.today_on
group by step.priority_key
