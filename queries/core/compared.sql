-- Grain: one row per priority_key and period_end of the headline that has a value, with its gap.
-- The gap is signed so that plus is better, whichever way the figure runs, and compares unrounded
-- numbers, at nine decimals: beyond those a computer's own arithmetic shows. A figure of another definition than the plan's is compared only over a
-- recorded bridge.
select
    headline.priority_key,
    headline.period_start,
    headline.period_end,
    headline.value,
    headline.status,
    headline.definition_version,
    headline.value - coalesce(bridge.bridge_to_previous, 0) as compared_value,
    plan.plan,
    plan.low,
    plan.high,
    plan.is_after_end,
    coalesce(
        plan.plan_definition <> headline.definition_version
            and bridge.bridge_to_previous is null,
        false
    ) as is_redefined,
    rule.direction,
    round(
        rule.direction * (headline.value - coalesce(bridge.bridge_to_previous, 0) - plan.plan), 9
    ) as gap
from core.known_headlines as headline
join core.priority_rules as rule
    on rule.priority_key = headline.priority_key
left join core.plan_at as plan
    on plan.priority_key = headline.priority_key
    and plan.period_end = headline.period_end
    and headline.status <> 'not_judged'
left join core.known_definitions as bridge
    on bridge.indicator_key = rule.indicator_key
    and bridge.definition_version = headline.definition_version
    and plan.plan_definition = headline.definition_version - 1
where headline.value is not null
