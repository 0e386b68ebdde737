-- Grain: one row per submission_key, indicator_key, unit_key and period_end: a figure as it was
-- sent, beside the one in use just before, whether or not its submission is in use today.
-- Moved allows for what a number loses between two programs: a billionth of it.
select
    observation.submission_key,
    observation.indicator_key,
    observation.unit_key,
    observation.period_end,
    replaced.value as old_value,
    replaced.numerator as old_numerator,
    replaced.denominator as old_denominator,
    replaced.status as old_status,
    observation.value as new_value,
    observation.numerator as new_numerator,
    observation.denominator as new_denominator,
    observation.status as new_status,
    replaced.indicator_key is not null as is_known,
    coalesce(abs(observation.value - replaced.value) > 1e-12 + 1e-9 * abs(replaced.value),
        (observation.value is null) <> (replaced.value is null))
    or coalesce(
        abs(observation.numerator - replaced.numerator) > 1e-12 + 1e-9 * abs(replaced.numerator),
        (observation.numerator is null) <> (replaced.numerator is null))
    or coalesce(
        abs(observation.denominator - replaced.denominator)
            > 1e-12 + 1e-9 * abs(replaced.denominator),
        (observation.denominator is null) <> (replaced.denominator is null))
    or observation.status <> replaced.status as is_moved,
    observation.revision_reason,
    observation.note,
    observation.sheet,
    observation.row_number,
    observation.value_column,
    observation.numerator_column,
    observation.denominator_column
from core.known_all_submissions as submission
join tables.observations as observation
    on observation.submission_key = submission.submission_key
left join core.replaced_observations as replaced
    on replaced.submission_key = observation.submission_key
    and replaced.indicator_key = observation.indicator_key
    and replaced.unit_key = observation.unit_key
    and replaced.period_end = observation.period_end
where observation.indicator_key in (
    select scope.indicator_key
    from core.known_scope as scope
)
