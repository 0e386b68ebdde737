-- Grain: one row per submission_key and section, of submissions in use.
-- What a department wrote beside its figures. is_newest marks the text that counts
-- for its round.
select
    commentary.submission_key,
    submission.department_key,
    submission.reporting_round,
    submission.received_at,
    commentary.section,
    commentary.text,
    commentary.sheet,
    commentary.cell,
    row_number() over (
        partition by
            submission.department_key,
            submission.reporting_round,
            commentary.section
        order by submission.received_at desc, submission.submission_key desc
    ) = 1 as is_newest
from tables.commentaries as commentary
join core.known_submissions as submission
    on submission.submission_key = commentary.submission_key
