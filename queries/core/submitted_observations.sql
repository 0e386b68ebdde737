-- Grain: one row per submission_key, indicator_key, unit_key and period_end: a figure as it was
-- sent, beside the one in use just before, whether or not its submission is in use today.
-- Moved allows for what a number loses between two programs: a billionth of it.
select
    sent.submission_key,
    sent.indicator_key,
    sent.unit_key,
    sent.period_end,
    before.replaced.value as old_value,
    before.replaced.numerator as old_numerator,
    before.replaced.denominator as old_denominator,
    before.replaced.status as old_status,
    sent.value as new_value,
    sent.numerator as new_numerator,
    sent.denominator as new_denominator,
    sent.status as new_status,
    before.replaced is not null as is_known,
    coalesce(before.counted_key = sent.submission_key, false) as is_in_use,
    coalesce(abs(sent.value - before.replaced.value)
        > 1e-12 + 1e-9 * abs(before.replaced.value),
        (sent.value is null) <> (before.replaced.value is null))
    or coalesce(abs(sent.numerator - before.replaced.numerator)
        > 1e-12 + 1e-9 * abs(before.replaced.numerator),
        (sent.numerator is null) <> (before.replaced.numerator is null))
    or coalesce(abs(sent.denominator - before.replaced.denominator)
        > 1e-12 + 1e-9 * abs(before.replaced.denominator),
        (sent.denominator is null) <> (before.replaced.denominator is null))
    or sent.status <> before.replaced.status as is_moved,
    sent.revision_reason,
    sent.note,
    sent.sheet,
    sent.row_number,
    sent.value_column,
    sent.numerator_column,
    sent.denominator_column
from core.known_all_submissions as submission
join tables.observations as sent
    on sent.submission_key = submission.submission_key
left join core.replaced_observations as before
    on before.submission_key = sent.submission_key
    and before.indicator_key = sent.indicator_key
    and before.unit_key = sent.unit_key
    and before.period_end = sent.period_end
where sent.indicator_key in (
    select scope.indicator_key
    from core.known_scope as scope
)
