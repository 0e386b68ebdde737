-- Grain: one row per priority_key with a pace and periods left: where the recent pace would end.
-- A naive projection, always labelled "if recent pace continues", kept within what the figure
-- can be: a share stays in 0 to 100, a count does not go below 0.
select
    pace.priority_key,
    greatest(
        least(
            pace.compared_value + rule.direction * pace.achieved_pace * pace.periods_left,
            coalesce(rule.upper_bound, 'infinity'::double)
        ),
        coalesce(rule.lower_bound, '-infinity'::double)
    ) as outturn
from core.pace as pace
join core.priority_rules as rule
    on rule.priority_key = pace.priority_key
where pace.achieved_pace is not null
    and pace.periods_left is not null
