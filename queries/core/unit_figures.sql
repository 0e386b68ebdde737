-- Grain: one row per priority_key and unit_key with a row for the span of the newest headline: its
-- figure, the one of a year before, what weighs it, whom it is per head of, whether it stopped.
with spanned as (
    select
        span.priority_key,
        span.indicator_key,
        span.unit_key,
        span.period_end,
        span.span_months,
        span.value,
        span.numerator,
        span.denominator,
        span.status,
        span.is_year_before,
        max(span.value) filter (where span.is_year_before) over (
            partition by span.priority_key, span.unit_key
        ) as value_year_before
    from core.unit_spans as span
)

select
    spanned.priority_key,
    spanned.indicator_key,
    spanned.unit_key,
    spanned.period_end,
    spanned.span_months,
    spanned.value,
    spanned.numerator,
    spanned.denominator,
    spanned.status,
    spanned.value_year_before,
    people.population,
    people.population_on,
    1000.0 * spanned.value / people.population as value_per_1000,
    stopped.stopped_on,
    stopped.usual_value,
    stopped.unit_key is not null as is_stopped
from spanned
left join core.unit_populations as people
    on people.priority_key = spanned.priority_key
    and people.unit_key = spanned.unit_key
left join core.stopped_units as stopped
    on stopped.priority_key = spanned.priority_key
    and stopped.unit_key = spanned.unit_key
where not spanned.is_year_before
