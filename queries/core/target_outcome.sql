-- Grain: one row per priority_key whose target date has a figure: what stood on that day.
select
    history.priority_key,
    history.compared_value as value_at_target
from core.position_history as history
join core.priority_rules as rule
    on rule.priority_key = history.priority_key
    and rule.target_on = history.period_end
