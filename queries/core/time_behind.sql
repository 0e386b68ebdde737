-- Grain: one row per priority_key that is below its plan: when the plan was where the figure is.
-- reached_on = the last day, up to the day compared, on which the plan was no better than the
-- figure. Nothing is said where the plan has turned back on the way, was never that low, or
-- speaks of single months only: then no one day answers.
with travelled as (
    select
        segment.priority_key,
        segment.period_end as from_on,
        least(segment.next_end, judged.compared_on) as to_on,
        segment.next_end,
        rule.direction * segment.central as from_plan,
        rule.direction * segment.next_central as next_plan,
        segment.shape,
        judged.compared_on,
        rule.direction * judged.compared_value as figure
    from core.plan_segments as segment
    join core.latest_judged as judged
        on judged.priority_key = segment.priority_key
        and segment.period_end <= judged.compared_on
        and judged.gap < 0
        and segment.shape <> 'points'
    join core.priority_rules as rule
        on rule.priority_key = segment.priority_key
),

reached as (
    select
        travelled.priority_key,
        travelled.compared_on,
        bool_and(travelled.next_plan is null or travelled.next_plan >= travelled.from_plan)
            filter (travelled.next_end <= travelled.compared_on or travelled.shape = 'linear')
            as is_monotone,
        arg_max(
            case
                when travelled.shape <> 'linear' or travelled.next_plan is null
                    then travelled.from_on
                else travelled.from_on + floor(
                    (travelled.next_end - travelled.from_on)
                    * (travelled.figure - travelled.from_plan)
                    / nullif(travelled.next_plan - travelled.from_plan, 0)
                )::integer
            end,
            travelled.from_on
        ) filter (travelled.from_plan <= travelled.figure) as reached_on
    from travelled
    group by travelled.priority_key, travelled.compared_on
)

select
    reached.priority_key,
    reached.reached_on,
    reached.compared_on - reached.reached_on as days_behind
from reached
where coalesce(reached.is_monotone, true) and reached.reached_on is not null
