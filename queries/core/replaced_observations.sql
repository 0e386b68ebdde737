-- Grain: one row per submission_key, indicator_key, unit_key and period_end that the submission
-- found a figure for: the one in use just before it came in.
select
    predecessor.submission_key,
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status
from core.predecessors as predecessor
join tables.observations as observation
    on observation.submission_key = predecessor.earlier_key
where observation.indicator_key in (
    select scope.indicator_key
    from core.known_scope as scope
)
qualify row_number() over (
    partition by
        predecessor.submission_key,
        observation.indicator_key,
        observation.unit_key,
        observation.period_end
    order by predecessor.received_at desc, predecessor.earlier_key desc
) = 1
