-- Grain: one row per department_key, reporting_round and problem_key that has been explained.
-- The newest words count, whichever sending they were written for; emptied ones are none.
select
    said.department_key,
    said.reporting_round,
    said.problem_key,
    said.text,
    said.written_by,
    said.received_at,
    said.draft_key
from core.known_words as said
where said.until_at = timestamp 'infinity'
    and trim(said.text) <> ''
