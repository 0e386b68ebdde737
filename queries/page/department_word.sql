-- Grain: one row per priority_key, kind and subject_key: what the department last said of it.
-- Commentary and answers are about the department: they stand with each of its priorities, from its
-- newest round that has any. Steps, actions and self-ratings are each the newest, of whatever round.
with word as (
    select
        said.*,
        said.priority_key is null and said.kind <> 'action' as is_of_department
    from core.department_words as said
    where said.is_newest
),

newest as (
    select
        word.department_key,
        arg_max(word.reporting_round, word.received_at) as reporting_round
    from word
    where word.is_of_department
    group by word.department_key
)

select
    priority.priority_key,
    word.department_key,
    department.title as department,
    word.reporting_round,
    round.title as round_title,
    word.received_at,
    word.signed_off_by,
    word.submission_key,
    word.kind,
    word.subject_key,
    word.subject,
    word.text,
    word.status,
    word.rating,
    word.due_on,
    word.done_on
from word
join core.known_priorities as priority
    on priority.department_key = word.department_key
    and (word.is_of_department or priority.priority_key = word.priority_key)
join core.known_departments as department
    on department.department_key = word.department_key
left join newest
    on newest.department_key = word.department_key
left join core.known_rounds as round
    on round.department_key = word.department_key
    and round.reporting_round = word.reporting_round
where not word.is_of_department
    or word.reporting_round = newest.reporting_round
