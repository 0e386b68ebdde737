-- Grain: one row per draft_key and position: a problem with what its sender said about it.
-- For a draft that was decided on, the words that stood then; otherwise those that stand now.
with asked as (
    select
        draft.draft_key,
        draft.department_key,
        draft.reporting_round,
        -- A day beyond all others: with an `or` instead the join would try every pair.
        coalesce(draft.outcome_at, timestamp '9999-12-31') as asked_at
    from core.known_drafts as draft
)

select
    problem.draft_key,
    problem.position,
    problem.problem_key,
    problem.code,
    problem.level,
    problem.sheet,
    problem.section,
    problem.cells,
    problem.found,
    problem.message,
    problem.fix,
    problem.is_waived,
    said.text as explanation,
    said.written_by as explained_by,
    said.received_at as explained_at,
    problem.level = 'explain' and not problem.is_waived and said.text is null as is_open_question
from core.known_draft_problems as problem
join asked
    on asked.draft_key = problem.draft_key
left join core.known_words as said
    on said.department_key = asked.department_key
    and said.reporting_round = asked.reporting_round
    and said.problem_key = problem.problem_key
    and said.received_at <= asked.asked_at
    and said.until_at > asked.asked_at
    and trim(said.text) <> ''
