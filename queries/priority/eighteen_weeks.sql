-- Grain: one row per period_end (month). Share of the waiting list within 18 weeks.
-- England's own published figure where there is one; the sum of the providers' files where
-- there is none. Between the two series some months are simply missing, and stay missing.
with national as (
    select
        observation.period_start,
        observation.period_end,
        observation.value,
        observation.numerator,
        observation.denominator,
        observation.status,
        observation.definition_version
    from core.known_observations as observation
    where observation.indicator_key = 'rtt_18_weeks'
        and observation.unit_key = 'england'
),

provider as (
    select
        observation.period_start,
        observation.period_end,
        100.0 * sum(observation.numerator) / nullif(sum(observation.denominator), 0) as value,
        sum(observation.numerator) as numerator,
        sum(observation.denominator) as denominator,
        max(observation.status) as status,
        max(observation.definition_version) as definition_version
    from core.known_observations as observation
    where observation.indicator_key = 'rtt_18_weeks'
        and observation.unit_key <> 'england'
        and observation.numerator is not null
        and observation.denominator is not null
    group by observation.period_start, observation.period_end
)

select
    coalesce(national.period_start, provider.period_start) as period_start,
    coalesce(national.period_end, provider.period_end) as period_end,
    coalesce(national.value, provider.value) as value,
    coalesce(national.numerator, provider.numerator) as numerator,
    coalesce(national.denominator, provider.denominator) as denominator,
    coalesce(national.status, provider.status) as status,
    coalesce(national.definition_version, provider.definition_version) as definition_version
from national
full join provider
    on provider.period_end = national.period_end
