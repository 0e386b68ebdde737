-- Grain: one row per priority_key with a sheet of the unit: what the rules would say of it.
-- A suggestion, never a rating. The is_… columns say which rule changed it, in the order they are
-- taken; missing names what must be rated first.
with capped as (
    select
        start.*,
        coalesce(start.has_red and start.start_score > 2 and not start.is_without_performance, false)
            as is_capped_by_red
    from core.suggestion_start as start
),

moved as (
    select
        capped.*,
        case when capped.is_capped_by_red then 2 else capped.start_score end as red_score,
        coalesce(capped.challenge = 'very_high' and capped.stage <= 2, false)
            and not capped.is_without_performance and red_score > 1 as is_lowered_by_challenge,
        coalesce(
            capped.challenge = 'low' and capped.stage = 4 and capped.performance_score >= 3, false
        ) and red_score < 4 as is_raised_by_stage,
        red_score
            - case when is_lowered_by_challenge then 1 else 0 end
            + case when is_raised_by_stage then 1 else 0 end as moved_score
    from capped
),

checked as (
    select
        moved.*,
        coalesce(moved.data_quality in ('not_fit', 'not_established'), false) as has_data_flag,
        coalesce(moved.plan_sufficiency = 'insufficient', false) as has_plan_flag,
        has_data_flag and moved.moved_score > 3 as is_capped_by_data,
        has_plan_flag and moved.moved_score > 2 as is_capped_by_plan,
        case
            when is_capped_by_plan then 2
            when is_capped_by_data then 3
            else moved.moved_score
        end as suggested_score
    from moved
)

select
    checked.priority_key, checked.rating_round,
    checked.challenge, checked.stage, checked.planning, checked.capacity,
    checked.data_quality, checked.plan_sufficiency,
    checked.position, checked.performance_reason, checked.on_run,
    checked.due_step_count, checked.late_step_count, checked.performance_score,
    checked.start_score,
    checked.is_without_performance, checked.is_capped_by_red,
    checked.is_lowered_by_challenge, checked.is_raised_by_stage,
    checked.has_data_flag, checked.is_capped_by_data, checked.is_capped_by_plan,
    checked.missing, checked.suggested_score,
    ['red', 'amber_red', 'amber_green', 'green'][checked.suggested_score] as suggested_rating
from checked
