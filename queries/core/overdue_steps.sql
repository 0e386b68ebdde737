-- Grain: one row per policy_step_key of an open priority that is not done though its day has passed.
-- A step that the register does not call done is done when the newest return says so; a return with
-- a note alone leaves the word of an earlier one.
with spoken as (
    select
        answer.policy_step_key,
        answer.done_on
    from core.known_policy_step_updates as answer
    where answer.status is not null
        or answer.forecast_on is not null
        or answer.done_on is not null
    qualify row_number() over (
        partition by answer.policy_step_key
        order by answer.received_at desc, answer.submission_key desc
    ) = 1
)

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
left join spoken
    on spoken.policy_step_key = step.policy_step_key
where step.due_on < moment.today_on
    and step.done_on is null
    and (spoken.done_on is null or spoken.done_on > moment.today_on)
