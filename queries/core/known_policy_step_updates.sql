-- Grain: one row per submission_key and policy_step_key, of submissions in use.
-- What departments said about their policy steps. is_newest marks the one that counts.
select
    answer.submission_key,
    submission.department_key,
    submission.reporting_round,
    submission.received_at,
    answer.policy_step_key,
    answer.forecast_on,
    answer.done_on,
    answer.status,
    answer.note,
    answer.sheet,
    answer.row_number,
    row_number() over (
        partition by answer.policy_step_key
        order by submission.received_at desc, submission.submission_key desc
    ) = 1 as is_newest
from tables.policy_step_updates as answer
join core.known_submissions as submission
    on submission.submission_key = answer.submission_key
