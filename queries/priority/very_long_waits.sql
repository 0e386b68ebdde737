-- Grain: one row per period_end (month). People waiting more than 52 weeks, to be none.
-- The last of four published steps: nobody over two years, 18 months, 65 weeks, one year.
-- England's own figure where there is one, else the sum of the providers' files.
with per_source as (
    select
        observation.period_start,
        observation.period_end,
        observation.unit_key = 'england' as is_national,
        sum(observation.value) as value,
        max(observation.status) as status,
        max(observation.definition_version) as definition_version
    from core.known_observations as observation
    where observation.indicator_key = 'rtt_over_52_weeks'
    group by
        observation.period_start,
        observation.period_end,
        observation.unit_key = 'england'
)

select
    per_source.period_start,
    per_source.period_end,
    per_source.value,
    null::double as numerator,
    null::double as denominator,
    per_source.status,
    per_source.definition_version
from per_source
qualify row_number() over (
    partition by per_source.period_end
    order by per_source.is_national desc
) = 1
