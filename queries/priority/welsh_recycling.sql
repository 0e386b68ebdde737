-- Grain: one row per period_end (financial year). Welsh authorities meeting the legal minimum.
-- The minimum rises in steps and binds each authority by itself: 58 % from 2015/16, 64 % from
-- 2019/20, 70 % from 2024/25. An authority without a figure is not counted as meeting it.
with judged as (
    select
        observation.period_start,
        observation.period_end,
        observation.value >= step.value as meets_step,
        observation.status,
        observation.definition_version
    from core.known_observations as observation
    join core.priority_units as member
        on member.priority_key = 'welsh_recycling'
        and member.unit_key = observation.unit_key
    join core.unit_target_in_force as step
        on step.priority_key = 'welsh_recycling'
        and observation.period_end between step.target_on and step.last_on
    where observation.indicator_key = 'recycling_rate'
        and observation.value is not null
)

select
    judged.period_start,
    judged.period_end,
    count(*) filter (judged.meets_step)::double as value,
    count(*) filter (judged.meets_step)::double as numerator,
    count(*)::double as denominator,
    max(judged.status) as status,
    max(judged.definition_version) as definition_version
from judged
group by judged.period_start, judged.period_end
