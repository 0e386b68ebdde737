-- Grain: one row per submission_key and problem_key: an answer to a question about a return in use.
-- The words that stood when the draft was accepted. is_newest marks those of the newest return of
-- its department and round.
with newest as (
    select
        submission.submission_key,
        submission.received_at = max(submission.received_at) over (
            partition by submission.department_key, submission.reporting_round
        ) as is_newest
    from core.known_submissions as submission
)

select
    draft.submission_key,
    problem.problem_key,
    any_value(problem.message) as question,
    any_value(problem.explanation) as text,
    any_value(problem.sheet) as sheet,
    any_value(newest.is_newest) as is_newest
from core.answered_problems as problem
join core.known_drafts as draft
    on draft.draft_key = problem.draft_key
    and draft.outcome = 'accepted'
join newest
    on newest.submission_key = draft.submission_key
where problem.level = 'explain'
    and not problem.is_waived
    and problem.explanation is not null
group by draft.submission_key, problem.problem_key
