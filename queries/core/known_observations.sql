-- Grain: one row per indicator_key, unit_key and period_end: the newest figure known.
-- A re-send replaces only the figures it holds; earlier ones stay in tables.observations.
select
    observation.indicator_key,
    observation.unit_key,
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.symbol,
    observation.definition_version,
    observation.revision_reason,
    observation.note,
    observation.submission_key,
    submission.received_at,
    observation.sheet,
    observation.row_number,
    observation.value_column,
    observation.numerator_column,
    observation.denominator_column
from tables.observations as observation
join core.known_submissions as submission
    on submission.submission_key = observation.submission_key
where observation.indicator_key in (
    select scope.indicator_key
    from core.known_scope as scope
)
qualify row_number() over (
    partition by observation.indicator_key, observation.unit_key, observation.period_end
    order by submission.received_at desc, submission.submission_key desc
) = 1
