-- Grain: one row per department_key and reporting_round with an open draft: the newest one.
select
    draft.department_key,
    draft.reporting_round,
    draft.draft_key,
    draft.sent_by,
    draft.received_at,
    draft.must_fix_count,
    coalesce(question.open_question_count, 0) as open_question_count,
    draft.observation_count,
    case
        when draft.verdict <> 'accepted' or draft.must_fix_count > 0 then 'needs_fixing'
        when question.open_question_count > 0 then 'waiting_for_explanation'
        else 'ready_to_accept'
    end as state
from core.known_drafts as draft
left join core.open_questions as question
    on question.draft_key = draft.draft_key
where draft.outcome = 'open'
qualify row_number() over (
    partition by draft.department_key, draft.reporting_round
    order by draft.received_at desc
) = 1
