-- Grain: one row per priority_key with judged figures: whether it has stood still.
-- A prompt, not a verdict: the figure moved by no more than its rounding while the plan moved
-- by at least tolerance_behind, over 6 months, 3 quarters or 1 year.
select
    newest.priority_key,
    coalesce(
        abs(newest.compared_value - earlier.compared_value) <= rule.rounding_unit
            and rule.direction * (newest.plan - earlier.plan) >= rule.tolerance_behind,
        false
    ) as is_plateau
from core.judged_series as newest
join core.priority_rules as rule
    on rule.priority_key = newest.priority_key
left join core.judged_series as earlier
    on earlier.priority_key = newest.priority_key
    and earlier.month_number = newest.month_number - newest.plateau_span
where newest.period_end = newest.newest_on
