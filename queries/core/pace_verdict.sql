-- Grain: one row per priority_key with a target: whether the recent pace would be enough.
-- Required over achieved: up to 1 enough, up to 1.5 stretch, beyond that or without progress
-- insufficient. A target already met is reached, whatever the pace.
select
    rule.priority_key,
    case
        when pace.distance <= 0 then 'reached'
        when pace.periods_left is null or pace.periods_left = 0 or pace.achieved_pace is null
            then 'unknown'
        when pace.achieved_pace <= 0 then 'insufficient'
        when pace.distance / pace.periods_left <= pace.achieved_pace then 'enough'
        when pace.distance / pace.periods_left <= 1.5 * pace.achieved_pace then 'stretch'
        else 'insufficient'
    end as pace_verdict
from core.priority_rules as rule
left join core.pace as pace
    on pace.priority_key = rule.priority_key
where rule.target_value is not null
