-- Grain: one row per priority_key, target_on and lead_months (12, 6, 3) of targets that fell due.
-- The rating is the unit's as it stood on lead_on: given by that day, or nothing. What was said
-- later of that day does not count.
with ahead as (
    select
        target.*,
        lead.months as lead_months,
        case
            when target.target_on = last_day(target.target_on)
                then last_day(cast(target.target_on - to_months(lead.months) as date))
            else cast(target.target_on - to_months(lead.months) as date)
        end as lead_on
    from core.closed_targets as target
    cross join (values (12), (6), (3)) as lead(months)
)

select
    ahead.priority_key,
    priority.short_title,
    priority.headline_measure as measure,
    rule.direction,
    rule.frequency,
    rule.rounding_unit,
    ahead.target_version,
    ahead.target_value,
    ahead.target_on,
    ahead.outcome,
    ahead.margin,
    ahead.is_met,
    ahead.lead_months,
    ahead.lead_on,
    history.rating,
    history.rating_round,
    history.rated_at,
    history.figure_on,
    history.figure,
    history.is_demo
from ahead
join core.known_priorities as priority
    on priority.priority_key = ahead.priority_key
join core.priority_rules as rule
    on rule.priority_key = ahead.priority_key
left join core.overall_history as history
    on history.priority_key = ahead.priority_key
    and history.rated_at::date <= ahead.lead_on
qualify row_number() over (
    partition by ahead.priority_key, ahead.target_on, ahead.lead_months
    order by history.rating_round desc nulls last, history.rated_at desc
) = 1
