-- Grain: one row per policy_step_key, with the three questions: done? indicator moved? target moved?
-- The answers and what they rest on are those of core.step_effects; a step not done has none.
with effects as (
    select
        found.policy_step_key,
        any_value(found.effect_due_on) as effect_due_on,
        any_value(found) filter (found.side = 'indicator') as indicator,
        any_value(found) filter (found.side = 'target') as target
    from core.step_effects as found
    group by found.policy_step_key
)

select
    step.priority_key,
    step.policy_step_key,
    step.title,
    step.due_on,
    step.done_on,
    step.is_said,
    step.said_on,
    step.forecast_on,
    step.said_status,
    step.said_note,
    step.is_overdue,
    step.is_late,
    step.indicator_key,
    indicator.short_title as indicator_title,
    step.expected_move_on,
    effects.effect_due_on,
    effects.indicator.effect as indicator_effect,
    effects.indicator.change as indicator_change,
    effects.indicator.before as indicator_before,
    effects.indicator.after as indicator_after,
    effects.indicator.newest_on as indicator_newest_on,
    indicator.measure as indicator_measure,
    indicator.direction::integer as indicator_direction,
    indicator.rounding_unit as indicator_rounding_unit,
    effects.target.effect as target_effect,
    effects.target.change as target_change,
    effects.target.before as target_before,
    effects.target.after as target_after,
    effects.target.newest_on as target_newest_on,
    priority.headline_measure as target_measure,
    rule.direction as target_direction,
    rule.rounding_unit as target_rounding_unit,
    step.is_demo
from core.policy_step_state as step
join core.known_priorities as priority
    on priority.priority_key = step.priority_key
join core.priority_rules as rule
    on rule.priority_key = step.priority_key
left join core.known_indicators as indicator
    on indicator.indicator_key = step.indicator_key
left join effects
    on effects.policy_step_key = step.policy_step_key
