-- Grain: one row per indicator_key.
-- direction is 1 where higher is better and -1 where lower is; every rule multiplies by it.
select
    indicator.indicator_key,
    indicator.department_key,
    indicator.title,
    indicator.short_title,
    indicator.measure,
    indicator.direction,
    indicator.frequency,
    indicator.publication_lag_days,
    indicator.grace_days,
    indicator.rounding_unit,
    indicator.unit_type,
    indicator.numerator_label,
    indicator.denominator_label,
    indicator.headline_rule,
    indicator.weight_indicator_key,
    indicator.definition,
    indicator.source,
    indicator.publisher,
    indicator.licence,
    coalesce(indicator.is_seasonal, false) as is_seasonal,
    indicator.ended_on,
    indicator.population_indicator_key
from tables.indicators as indicator
where indicator.register_key = getvariable('register_key')::uuid
