-- Grain: one row per priority_key with a sheet: where the suggested rating starts.
-- The middle of planning, capacity and performance, or without a performance the lower of the
-- first two and 3. Nothing while planning or capacity is missing: DuckDB's least and greatest
-- pass over nulls, so that is asked first.
select
    sheet.priority_key,
    sheet.rating_round,
    sheet.challenge,
    sheet.stage,
    sheet.planning,
    sheet.capacity,
    sheet.data_quality,
    sheet.plan_sufficiency,
    performance.position,
    performance.performance_reason,
    performance.on_run,
    performance.due_step_count,
    performance.late_step_count,
    performance.performance_score,
    nullif(
        concat_ws(
            ' and ',
            case when sheet.planning is null then 'planning' end,
            case when sheet.capacity is null then 'capacity' end
        ),
        ''
    ) as missing,
    performance.performance_score is null as is_without_performance,
    case
        when sheet.planning is null or sheet.capacity is null then null
        when performance.performance_score is null
            then least(sheet.planning_score, sheet.capacity_score, 3)
        else greatest(
            least(sheet.planning_score, sheet.capacity_score),
            least(
                greatest(sheet.planning_score, sheet.capacity_score),
                performance.performance_score
            )
        )
    end as start_score,
    least(sheet.planning_score, sheet.capacity_score, performance.performance_score) = 1
        as has_red
from core.sheet_in_force as sheet
join core.performance_score as performance
    on performance.priority_key = sheet.priority_key
