-- Grain: one row per priority_key and flag that fixed rules raise; and one for all together, whose
-- priority_key is null, where the ratings crowd into the two middle points.
-- A gap has grown when it is worse by one rounding unit or more, and below the plan.
with facts as materialized (
    select
        facts.*,
        rule.rounding_unit
    from core.flag_facts as facts
    join core.priority_rules as rule
        on rule.priority_key = facts.priority_key
),

flagged as (
    select
        facts.*,
        unnest([
            case when facts.score >= 3 and facts.position = 'well_behind'
                then 'on_track_but_well_behind' end,
            case when facts.department_score - facts.score >= 2
                then 'self_rating_two_above' end,
            case when facts.run_count >= 3 and facts.gap < 0
                    and facts.first_gap - facts.gap >= facts.rounding_unit
                then 'unchanged_three_rounds' end,
            case when abs(facts.score - facts.score_before) >= 2
                then 'jump_of_two' end,
            case when facts.on_time_step_count = facts.due_step_count
                    and facts.position = 'well_behind'
                then 'green_steps_red_outcome' end,
            case when facts.answer_count >= 4 and facts.distinct_count = 1
                then 'straight_lining' end
        ]) as flag
    from facts
),

crowded as (
    select
        'clustering' as flag,
        count(*) as rated_count,
        count(*) filter (facts.score in (2, 3)) as middle_count
    from facts
    where facts.score is not null
    having count(*) >= 6 and 100 * middle_count > 85 * count(*)
),

raised as (
    select * from flagged where flagged.flag is not null
    union all by name
    select * from crowded
)

select
    raised.priority_key, raised.flag, raised.rating_round, raised.rating, raised.rating_before,
    raised.department_rating, raised.compared_on, raised.position, raised.gap, raised.run_count,
    raised.first_round, raised.first_gap, raised.due_step_count, raised.sheet_round,
    raised.answer_count, raised.sheet_rating, raised.rated_count, raised.middle_count
from raised
