-- Grain: one row per priority_key and target_on of a target that was in force on its own date, the
-- date being past, with a figure for that very day.
-- Met is reached or bettered, unrounded. A figure of another definition than the plan's tells
-- nothing and is left out.
with in_force as (
    select
        target.priority_key,
        target.target_version,
        target.target_value,
        target.target_on
    from core.known_target_versions as target
    join core.known_moment as moment
        on target.target_on <= moment.today_on
    left join core.known_target_versions as later
        on later.priority_key = target.priority_key
        and later.target_version > target.target_version
        and later.agreed_on <= target.target_on
    where target.agreed_on <= target.target_on
        and later.target_version is null
)

select
    target.priority_key,
    target.target_version,
    target.target_value,
    target.target_on,
    history.compared_value as outcome,
    round(rule.direction * (history.compared_value - target.target_value), 9) as margin,
    round(rule.direction * (history.compared_value - target.target_value), 9) >= 0 as is_met
from in_force as target
join core.priority_rules as rule
    on rule.priority_key = target.priority_key
join core.position_history as history
    on history.priority_key = target.priority_key
    and history.period_end = target.target_on
    and history.position_reason is distinct from 'definition_changed'
