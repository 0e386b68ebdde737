-- Grain: one row per submission_key and action_key, of submissions in use.
-- What departments said about their actions. is_newest marks the one that counts.
select
    answer.submission_key,
    submission.department_key,
    submission.reporting_round,
    submission.received_at,
    answer.action_key,
    answer.status,
    answer.note,
    answer.due_on,
    answer.done_on,
    answer.sheet,
    answer.row_number,
    row_number() over (
        partition by answer.action_key
        order by submission.received_at desc, submission.submission_key desc
    ) = 1 as is_newest
from tables.action_updates as answer
join core.known_submissions as submission
    on submission.submission_key = answer.submission_key
