-- Grain: one row per department_key with a closed stocktake: what its returns brought since then.
-- A return that changed nothing known, or came before that was noted, counts for no figure.
select
    last.department_key,
    last.meeting_key as since_key,
    last.title as since_title,
    last.held_on as since_on,
    count(submission.submission_key) as return_count,
    coalesce(sum(submission.new_count), 0)::bigint as new_count,
    coalesce(sum(submission.changed_count), 0)::bigint as changed_count
from core.last_stocktake as last
left join core.known_all_submissions as submission
    on submission.department_key = last.department_key
    and submission.received_at::date > last.held_on
    and not submission.is_withdrawn
group by last.department_key, last.meeting_key, last.title, last.held_on
