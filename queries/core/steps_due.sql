-- Grain: one row per priority_key with policy steps that have come due by the day shown.
-- Late is what was done after its day, or is not done though its day has passed: done late is not
-- done on time. A step the department says is done counts from the day it says.
select
    step.priority_key,
    count(*) as due_step_count,
    count(*) filter (step.is_late) as late_step_count,
    count(*) filter (step.done_on <= step.due_on) as on_time_step_count
from core.policy_step_state as step
cross join core.known_moment as moment
where step.due_on <= moment.today_on
group by step.priority_key
