-- Grain: one row per department_key and reporting_round with a submission in use.
-- The newest is what counts; the first says whether it was on time.
select
    submission.department_key,
    submission.reporting_round,
    min(submission.received_at) as first_received_at,
    max(submission.received_at) as received_at,
    arg_max(submission.submission_key, submission.received_at) as submission_key,
    arg_max(submission.submitted_by, submission.received_at) as sent_by,
    arg_max(submission.observation_count, submission.received_at) as observation_count,
    count(*) as submission_count
from core.known_submissions as submission
group by
    submission.department_key,
    submission.reporting_round
