-- Grain: one row per draft_key: a file on the desk, with the sending before it for the same round.
select
    draft.draft_key,
    draft.file_key,
    draft.file_hash,
    draft.file_name,
    draft.byte_count,
    draft.department_key,
    department.title as department,
    draft.reporting_round,
    round.title as round_title,
    draft.layout_key,
    draft.verdict,
    draft.must_fix_count,
    draft.explain_count,
    draft.information_count,
    coalesce(question.open_question_count, 0) as open_question_count,
    draft.observation_count,
    draft.sent_by,
    draft.received_at,
    draft.outcome,
    draft.outcome_at,
    draft.decided_by,
    draft.submission_key,
    case
        when draft.department_key is not null and draft.reporting_round is not null then
            lag(draft.draft_key) over (
                partition by draft.department_key, draft.reporting_round
                order by draft.received_at, draft.draft_key
            )
    end as earlier_draft_key
from core.known_drafts as draft
left join core.open_questions as question
    on question.draft_key = draft.draft_key
left join core.known_departments as department
    on department.department_key = draft.department_key
left join core.known_rounds as round
    on round.department_key = draft.department_key
    and round.reporting_round = draft.reporting_round
order by draft.received_at desc, draft.draft_key
