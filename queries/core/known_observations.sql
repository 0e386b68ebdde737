-- Grain: one row per indicator_key, unit_key and period_end: the newest figure known.
-- A re-send replaces only the figures it holds; earlier ones stay in tables.observations.
-- The indicators a question names (as in core.known_scope) stand here as constants, twice: the
-- range lets whole stretches of the table be passed over, the list is exact. As a join, the choice
-- of the newest would first be made among all figures, once for each use.
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
where (
    getvariable('indicator_keys') is null
    or list_contains(getvariable('indicator_keys')::varchar[], observation.indicator_key)
)
    and observation.indicator_key
        between coalesce(list_min(getvariable('indicator_keys')::varchar[]), '')
        and coalesce(list_max(getvariable('indicator_keys')::varchar[]), chr(1114111))
qualify row_number() over (
    partition by observation.indicator_key, observation.unit_key, observation.period_end
    order by submission.received_at desc, submission.submission_key desc
) = 1
