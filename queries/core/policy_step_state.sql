-- Grain: one row per policy_step_key: where a policy step stands, for every page alike.
-- The register's day of completion counts, else what the department's newest return says; a return
-- with a note alone leaves the dates of an earlier one. is_said: the day done or the forecast rests
-- on the department's word, not yet confirmed by the unit. Overdue: not done, and due before today.
with spoken as (
    select
        answer.policy_step_key,
        answer.forecast_on,
        answer.done_on,
        answer.status,
        answer.received_at
    from core.known_policy_step_updates as answer
    where answer.status is not null
        or answer.forecast_on is not null
        or answer.done_on is not null
    qualify row_number() over (
        partition by answer.policy_step_key
        order by answer.received_at desc, answer.submission_key desc
    ) = 1
),

stated as (
    select
        step.*,
        coalesce(
            step.done_on,
            case when spoken.done_on <= moment.today_on then spoken.done_on end
        ) as state_done_on,
        spoken.forecast_on as said_forecast_on,
        spoken.status as said_status,
        newest.note as said_note,
        coalesce(spoken.received_at, newest.received_at)::date as said_on,
        moment.today_on
    from core.known_policy_steps as step
    cross join core.known_moment as moment
    left join spoken
        on spoken.policy_step_key = step.policy_step_key
    left join core.known_policy_step_updates as newest
        on newest.policy_step_key = step.policy_step_key
        and newest.is_newest
)

select
    stated.policy_step_key,
    stated.priority_key,
    stated.title,
    stated.due_on,
    stated.state_done_on as done_on,
    case when stated.state_done_on is null then stated.said_forecast_on end as forecast_on,
    stated.done_on is null
        and coalesce(stated.state_done_on, stated.said_forecast_on) is not null as is_said,
    stated.said_on,
    stated.said_status,
    stated.said_note,
    stated.state_done_on is null and stated.due_on < stated.today_on as is_overdue,
    coalesce(stated.state_done_on, stated.today_on) > stated.due_on as is_late,
    stated.indicator_key,
    stated.expected_move_on,
    stated.is_demo
from stated
