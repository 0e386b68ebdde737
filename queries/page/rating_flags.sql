-- Grain: one row per priority_key and flag, and one without a priority where ratings crowd.
-- The sentence of each is built by stocktake/model/flags.py from this row.
select
    flag.priority_key,
    priority.short_title,
    priority.department_key,
    priority.headline_measure as measure,
    rule.direction,
    rule.rounding_unit,
    flag.flag,
    flag.rating_round,
    flag.rating,
    flag.rating_before,
    flag.department_rating,
    flag.compared_on,
    flag.position,
    flag.gap,
    flag.run_count,
    flag.first_round,
    flag.first_gap,
    flag.due_step_count,
    flag.sheet_round,
    flag.answer_count,
    flag.sheet_rating,
    flag.rated_count,
    flag.middle_count
from core.rating_flags as flag
left join core.known_priorities as priority
    on priority.priority_key = flag.priority_key
left join core.priority_rules as rule
    on rule.priority_key = flag.priority_key
