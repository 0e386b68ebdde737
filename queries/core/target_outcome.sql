-- Grain: one row per priority_key whose target date has a comparable figure: what stood on that day.
-- Judged once, on that figure, unrounded (at nine decimals): later figures change nothing. margin is
-- signed so that plus is better.
select
    history.priority_key,
    history.compared_value as value_at_target,
    round(rule.direction * (history.compared_value - rule.target_value), 9) as margin,
    case when round(rule.direction * (history.compared_value - rule.target_value), 9) >= 0
        then 'met' else 'missed' end as verdict
from core.position_history as history
join core.priority_rules as rule
    on rule.priority_key = history.priority_key
    and rule.target_on = history.period_end
where history.position_reason is distinct from 'definition_changed'
    and history.status is distinct from 'not_judged'
