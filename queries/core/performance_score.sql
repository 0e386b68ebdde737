-- Grain: one row per priority_key: recent performance as a score of 1 to 4, or why there is none.
-- Ahead 4, on plan 3 (4 from the third period in a row), behind 2, well behind 1; one less, never
-- below 1, where more than a quarter of the policy steps due are late. A figure out of date says
-- nothing about recent performance. Not read from core.position, which works out much more.
with judged as (
    select
        rule.priority_key,
        latest.compared_on,
        latest.position,
        case
            when freshness.freshness = 'none' then 'no_figure'
            when rule.target_value is null then 'no_target'
            when latest.compared_on is null then 'not_judged'
            when latest.position is null then latest.position_reason
            when freshness.freshness in ('stale', 'ended') then 'stale'
        end as performance_reason,
        coalesce(run.on_run, 0) as on_run,
        coalesce(steps.due_step_count, 0) as due_step_count,
        coalesce(steps.late_step_count, 0) as late_step_count,
        coalesce(steps.on_time_step_count, 0) as on_time_step_count,
        coalesce(4 * steps.late_step_count > steps.due_step_count, false) as has_late_steps
    from core.priority_rules as rule
    join core.freshness as freshness
        on freshness.priority_key = rule.priority_key
    left join core.latest_judged as latest
        on latest.priority_key = rule.priority_key
    left join core.on_plan_run as run
        on run.priority_key = rule.priority_key
    left join core.steps_due as steps
        on steps.priority_key = rule.priority_key
)

select
    judged.priority_key,
    judged.compared_on,
    judged.position,
    judged.performance_reason,
    judged.on_run,
    judged.due_step_count,
    judged.late_step_count,
    judged.on_time_step_count,
    judged.has_late_steps,
    case
        when judged.performance_reason is null then greatest(
            1,
            case judged.position
                when 'ahead' then 4
                when 'on' then case when judged.on_run >= 3 then 4 else 3 end
                when 'behind' then 2
                when 'well_behind' then 1
            end - case when judged.has_late_steps then 1 else 0 end
        )
    end as performance_score
from judged
