-- Grain: one row per priority_key whose target has been judged: met or missed, or below the law.
-- A dated target is judged once, on the figure of its date (core.target_outcome). A legal duty
-- without a date binds today, so that the newest figure speaks. verdict_gap is signed so that plus
-- is better.
select
    rule.priority_key,
    outcome.value_at_target,
    coalesce(outcome.verdict, 'below_law') as verdict,
    coalesce(
        outcome.margin,
        round(rule.direction * (latest.compared_value - rule.target_value), 9)
    ) as verdict_gap
from core.priority_rules as rule
left join core.target_outcome as outcome
    on outcome.priority_key = rule.priority_key
left join core.latest_judged as latest
    on latest.priority_key = rule.priority_key
    and latest.position_reason is null
    and rule.target_kind = 'legal_duty'
    and rule.target_on is null
where outcome.verdict is not null
    or round(rule.direction * (latest.compared_value - rule.target_value), 9) < 0
