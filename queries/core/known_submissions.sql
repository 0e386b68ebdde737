-- Grain: one row per submission_key received by the moment shown and not withdrawn by then.
-- A withdrawal is a row of its own; undoing it is another, and the newest one counts.
select
    submission.submission_key,
    submission.file_key,
    submission.file_hash,
    submission.department_key,
    submission.reporting_round,
    submission.template_version,
    submission.signed_off_by,
    submission.signed_off_role,
    submission.signed_off_on,
    submission.submitted_by,
    submission.received_at,
    submission.observation_count
from tables.submissions as submission
left join core.known_decisions as decision
    on decision.submission_key = submission.submission_key
where submission.received_at
    <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    and not coalesce(decision.is_withdrawn, false)
