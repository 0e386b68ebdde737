-- Grain: one row per observation of a submission in use, newest first by age, with its cell.
-- age 1 is the figure in use; age 2 is what it replaced.
select
    observation.indicator_key,
    observation.unit_key,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.revision_reason,
    file.file_name,
    observation.sheet,
    coalesce(observation.value_column, observation.numerator_column)
        || observation.row_number as value_cell,
    observation.numerator_column || observation.row_number as numerator_cell,
    observation.denominator_column || observation.row_number as denominator_cell,
    submission.submitted_by,
    submission.received_at,
    observation.submission_key,
    row_number() over (
        partition by observation.indicator_key, observation.unit_key, observation.period_end
        order by submission.received_at desc, submission.submission_key desc
    ) as age
from tables.observations as observation
join core.known_submissions as submission
    on submission.submission_key = observation.submission_key
join tables.files as file
    on file.file_key = submission.file_key
where observation.indicator_key in (
    select scope.indicator_key
    from core.known_scope as scope
)
