-- Grain: one row per priority_key whose trajectory has labelled steps: how each one went.
-- Oldest first, for the steps that have come due and have a figure on their day.
select
    point.priority_key,
    list(
        struct_pack(
            label := point.label,
            period_end := point.period_end,
            value := history.value,
            plan := point.central
        )
        order by point.period_end
    ) as step_results
from core.known_trajectories as point
join core.position_history as history
    on history.priority_key = point.priority_key
    and history.period_end = point.period_end
where point.label is not null
    and point.shape = 'step'
    and point.origin = 'published'
group by point.priority_key
