-- Grain: one row per policy_step_key, with the three questions: done? indicator moved? target moved?
-- Moved means better now than at the step's due date, by more than the figure's rounding.
with moved as (
    select
        step.policy_step_key,
        indicator.direction * (
            arg_max(series.value, series.period_end)
            - arg_max(series.value, series.period_end) filter (series.period_end <= step.due_on)
        ) > indicator.rounding_unit as indicator_moved
    from core.known_policy_steps as step
    join core.known_indicators as indicator
        on indicator.indicator_key = step.indicator_key
    join core.indicator_series as series
        on series.indicator_key = step.indicator_key
    group by step.policy_step_key, indicator.direction, indicator.rounding_unit
),

target_moved as (
    select
        step.policy_step_key,
        rule.direction * (
            arg_max(headline.value, headline.period_end)
            - arg_max(headline.value, headline.period_end)
                filter (headline.period_end <= step.due_on)
        ) > rule.rounding_unit as target_moved
    from core.known_policy_steps as step
    join core.priority_rules as rule
        on rule.priority_key = step.priority_key
    join core.known_headlines as headline
        on headline.priority_key = step.priority_key
    group by step.policy_step_key, rule.direction, rule.rounding_unit
)

select
    step.priority_key,
    step.policy_step_key,
    step.title,
    step.due_on,
    step.done_on,
    coalesce(step.done_on, moment.today_on) > step.due_on as is_late,
    step.indicator_key,
    indicator.short_title as indicator_title,
    step.expected_move_on,
    moved.indicator_moved,
    target_moved.target_moved,
    step.is_demo
from core.known_policy_steps as step
cross join core.known_moment as moment
left join core.known_indicators as indicator
    on indicator.indicator_key = step.indicator_key
left join moved
    on moved.policy_step_key = step.policy_step_key
left join target_moved
    on target_moved.policy_step_key = step.policy_step_key
