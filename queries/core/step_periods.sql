-- Grain: one row per policy_step_key of a step that is done, side and period_end of the series that
-- answers (period_end is null where it has no figure): where each figure lies.
-- is_earlier: the period ended before the step was done; is_last_three: it is one of the last three
-- such, and a period without a figure is not made up for by an older one. is_after: one of the
-- newest three that end on or after the day the effect was due.
select
    step.policy_step_key,
    step.side,
    step.done_month,
    step.effect_due_on,
    step.direction,
    step.is_seasonal,
    figure.period_end,
    figure.month_number,
    figure.value,
    figure.period_end < step.done_on as is_earlier,
    figure.period_end < step.done_on
        and figure.month_number >= step.done_month - 3 * step.period_months as is_last_three,
    figure.period_end >= step.effect_due_on
        and row_number() over (
            partition by step.policy_step_key, step.side
            order by figure.period_end desc
        ) <= 3 as is_after,
    case when step.is_seasonal then figure.year_change else figure.value end as measured,
    case when figure.months_since = step.period_months
        then case when step.is_seasonal then figure.season_range else figure.level_range end
    end as moving_range
from core.step_series as step
left join core.effect_ranges as figure
    on figure.side = step.series_side
    and figure.series_key = step.series_key
