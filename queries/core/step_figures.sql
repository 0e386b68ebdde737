-- Grain: one row per policy_step_key of a step that is done and side: the figures to compare.
-- after: the mean of the newest up to three periods since the effect was due. before: in a series
-- with seasons the same periods of the latest year in which all of them had ended before the step
-- was done, if every one is known; else the last three that ended before it. ordinary_range: the
-- average moving range of the figures before the step was done; measured_count: how many they are.
with placed as (
    select
        period.*,
        list(period.month_number) filter (period.is_after) over whole as after_months,
        -- Whole years back until the newest period lies in a month before the one of completion.
        12 * ceil((max(period.month_number) over whole - period.done_month + 1) / 12)
            as months_back
    from core.step_periods as period
    window whole as (partition by period.policy_step_key, period.side)
),

summed as (
    select
        placed.policy_step_key,
        placed.side,
        max(placed.effect_due_on) as effect_due_on,
        max(placed.direction) as direction,
        bool_or(placed.is_seasonal) as is_seasonal,
        max(placed.period_end) as newest_on,
        avg(placed.value) filter (placed.is_after) as after,
        count(*) filter (placed.is_after) as after_count,
        avg(placed.value) filter (placed.is_last_three) as level_before,
        avg(placed.value) filter (list_contains(
            placed.after_months, placed.month_number + placed.months_back)) as season_before,
        count(*) filter (list_contains(
            placed.after_months, placed.month_number + placed.months_back)) as season_count,
        avg(placed.moving_range) filter (placed.is_earlier) as ordinary_range,
        count(placed.measured) filter (placed.is_earlier) as measured_count
    from placed
    group by placed.policy_step_key, placed.side
)

select
    summed.policy_step_key,
    summed.side,
    summed.effect_due_on,
    summed.direction,
    summed.newest_on,
    summed.after,
    case
        when not summed.is_seasonal then summed.level_before
        when summed.season_count = summed.after_count then summed.season_before
    end as before,
    summed.ordinary_range,
    summed.measured_count
from summed
