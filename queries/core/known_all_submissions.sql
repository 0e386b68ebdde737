-- Grain: one row per submission_key received by the moment shown, withdrawn ones too.
-- The counts say what it changed when it came in; null for those kept before that was noted.
select
    submission.submission_key,
    submission.file_key,
    submission.file_hash,
    file.file_name,
    file.byte_count,
    submission.department_key,
    submission.reporting_round,
    submission.template_version,
    submission.signed_off_by,
    submission.signed_off_role,
    submission.signed_off_on,
    submission.submitted_by,
    submission.received_at,
    submission.observation_count,
    effect.new_count,
    effect.changed_count,
    effect.withdrawn_count,
    effect.unchanged_count,
    coalesce(decision.is_withdrawn, false) as is_withdrawn,
    case when decision.is_withdrawn then decision.received_at end as withdrawn_at,
    case when decision.is_withdrawn then decision.decided_by end as withdrawn_by,
    case when decision.is_withdrawn then decision.reason end as withdrawal_reason
from tables.submissions as submission
join tables.files as file
    on file.file_key = submission.file_key
left join tables.submission_effects as effect
    on effect.submission_key = submission.submission_key
left join core.known_decisions as decision
    on decision.submission_key = submission.submission_key
where submission.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
