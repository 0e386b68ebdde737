-- Grain: one row per period_end (quarter). Operators at or above their own published path.
-- Each operator's last four quarters, weighted by trains planned, against the newest point of
-- its path that has fallen due. A regulator's draft of 2018, so from before the pandemic.
with judged as (
    select
        year.period_start,
        year.period_end,
        year.value >= path.value as is_on_path,
        year.status,
        year.definition_version
    from core.unit_years as year
    join core.unit_target_in_force as path
        on path.priority_key = 'operators_on_path'
        and path.unit_key = year.unit_key
        and year.period_end between path.target_on and path.last_on
    where year.indicator_key = 'rail_punctuality'
        and year.value is not null
)

select
    judged.period_start,
    judged.period_end,
    count(*) filter (judged.is_on_path)::double as value,
    count(*) filter (judged.is_on_path)::double as numerator,
    count(*)::double as denominator,
    max(judged.status) as status,
    max(judged.definition_version) as definition_version
from judged
group by judged.period_start, judged.period_end
