-- Grain: one row per submission_key, withdrawn ones too: what was sent, and what it changed.
-- Its draft is the first that led to it; returns sent before there was a desk have none.
with first_draft as (
    select
        draft.submission_key,
        draft.draft_key,
        draft.must_fix_count + draft.explain_count + draft.information_count as problem_count
    from core.known_drafts as draft
    where draft.outcome = 'accepted'
    qualify row_number() over (
        partition by draft.submission_key
        order by draft.outcome_at, draft.received_at
    ) = 1
)

select
    submission.submission_key,
    submission.department_key,
    department.title as department,
    submission.reporting_round,
    round.title as round_title,
    submission.file_name,
    submission.file_hash,
    submission.byte_count,
    submission.submitted_by,
    submission.signed_off_by,
    submission.signed_off_role,
    submission.signed_off_on,
    submission.received_at,
    submission.observation_count,
    submission.new_count,
    submission.changed_count,
    submission.withdrawn_count,
    submission.unchanged_count,
    submission.is_withdrawn,
    submission.withdrawn_at,
    submission.withdrawn_by,
    submission.withdrawal_reason,
    first_draft.draft_key,
    first_draft.problem_count
from core.known_all_submissions as submission
left join first_draft
    on first_draft.submission_key = submission.submission_key
left join core.known_departments as department
    on department.department_key = submission.department_key
left join core.known_rounds as round
    on round.department_key = submission.department_key
    and round.reporting_round = submission.reporting_round
order by submission.received_at desc, submission.submission_key
