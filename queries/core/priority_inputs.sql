-- Grain: one row per priority_key, indicator_key and unit_key whose figures make the headline.
-- Units of the priority, and the country where the headline takes the country's own figure.
select
    priority.priority_key,
    priority.indicator_key,
    unit.unit_key
from core.known_priorities as priority
join core.known_indicators as indicator
    on indicator.indicator_key = priority.indicator_key
join core.known_units as unit
    on (
        priority.headline_rule <> 'published'
        and unit.unit_type = coalesce(priority.unit_type, indicator.unit_type)
        and (priority.unit_group is null or unit.unit_group = priority.unit_group)
        and (priority.unit_key is null or unit.unit_key = priority.unit_key)
    )
    or (priority.headline_rule in ('published', 'own') and unit.unit_type = 'country')
