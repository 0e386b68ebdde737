-- Grain: one row per department_key and reporting_round whose newest draft is open.
-- A draft that a later one was accepted after is over, even when that return is withdrawn. One
-- that was set aside never counted.
with newest as (
    select
        draft.department_key,
        draft.reporting_round,
        draft.draft_key,
        draft.sent_by,
        draft.received_at,
        draft.verdict,
        draft.must_fix_count,
        draft.observation_count,
        draft.outcome
    from core.known_drafts as draft
    where draft.outcome <> 'set_aside'
    qualify row_number() over (
        partition by draft.department_key, draft.reporting_round
        order by draft.received_at desc, draft.draft_key
    ) = 1
)

select
    newest.department_key,
    newest.reporting_round,
    newest.draft_key,
    newest.sent_by,
    newest.received_at,
    newest.must_fix_count,
    coalesce(question.open_question_count, 0) as open_question_count,
    newest.observation_count,
    case
        when newest.verdict <> 'accepted' or newest.must_fix_count > 0 then 'needs_fixing'
        when question.open_question_count > 0 then 'waiting_for_explanation'
        else 'ready_to_accept'
    end as state
from newest
left join core.open_questions as question
    on question.draft_key = newest.draft_key
where newest.outcome = 'open'
