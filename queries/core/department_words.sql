-- Grain: one row per submission_key, kind and subject_key: what a return in use said in words.
-- kind is a section of the commentary, self_rating, step, action or answer (to a question about the
-- return). priority_key is null where the department speaks as a whole. is_newest marks the word
-- that counts: of its round for a commentary or an answer, else of its subject.
with said as (
    select
        word.submission_key, word.section as kind, word.section as subject_key,
        null::varchar as subject, null::varchar as priority_key, word.text,
        null::varchar as status, null::varchar as rating, null::date as due_on,
        null::date as done_on, word.sheet, word.is_newest
    from core.known_commentaries as word
    union all
    select
        word.submission_key, 'self_rating', word.category, null, word.priority_key, word.reason,
        null, word.rating, null, null, word.sheet, word.is_newest
    from core.known_self_ratings as word
    union all
    select
        word.submission_key, 'step', step.policy_step_key, step.title, step.priority_key, word.note,
        word.status, null, word.forecast_on, word.done_on, word.sheet, word.is_newest
    from core.known_policy_step_updates as word
    join core.known_policy_steps as step
        on step.policy_step_key = word.policy_step_key
    union all
    select
        word.submission_key, 'action', action.action_key, action.text, action.priority_key,
        word.note, word.status, null, word.due_on, word.done_on, word.sheet, word.is_newest
    from core.known_action_updates as word
    join core.known_actions as action
        on action.action_key = word.action_key
    union all
    select
        word.submission_key, 'answer', word.problem_key, word.question, null, word.text,
        null, null, null, null, word.sheet, word.is_newest
    from core.return_answers as word
)

select
    said.submission_key, submission.department_key, submission.reporting_round,
    submission.received_at, submission.signed_off_by, said.priority_key, said.kind,
    said.subject_key, said.subject, said.text, said.status, said.rating, said.due_on,
    said.done_on, said.sheet, said.is_newest
from said
join core.known_submissions as submission
    on submission.submission_key = said.submission_key
