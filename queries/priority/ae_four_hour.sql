-- Grain: one row per period_end (month). A&E, all types: share of attendances within four hours.
-- The guidance sets a level for the month of March alone. Winter is always worse, so holding
-- January against a line between two Marches would call every winter a failure: the other
-- months are drawn and not judged. Trusts that published nothing are in neither sum.
select
    observation.period_start,
    observation.period_end,
    100.0 * sum(observation.numerator) filter (observation.denominator is not null)
        / nullif(sum(observation.denominator) filter (observation.numerator is not null), 0)
        as value,
    sum(observation.numerator) filter (observation.denominator is not null) as numerator,
    sum(observation.denominator) filter (observation.numerator is not null) as denominator,
    case
        when count(observation.value) = 0 then max(observation.status)
        when month(observation.period_end) <> 3 then 'not_judged'
        else max(observation.status) filter (observation.value is not null)
    end as status,
    max(observation.definition_version) as definition_version
from core.known_observations as observation
join core.known_units as unit
    on unit.unit_key = observation.unit_key
    and unit.unit_type = 'nhs_provider'
where observation.indicator_key = 'ae_four_hour'
group by observation.period_start, observation.period_end
