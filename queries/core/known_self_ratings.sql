-- Grain: one row per submission_key, priority_key and category, of submissions in use.
-- How departments rated themselves. is_newest marks the one that counts.
select
    answer.submission_key,
    submission.department_key,
    submission.reporting_round,
    submission.received_at,
    answer.priority_key,
    answer.category,
    answer.rating,
    answer.reason,
    answer.sheet,
    answer.row_number,
    row_number() over (
        partition by answer.priority_key, answer.category
        order by submission.received_at desc, submission.submission_key desc
    ) = 1 as is_newest
from tables.self_ratings as answer
join core.known_submissions as submission
    on submission.submission_key = answer.submission_key
