-- Grain: one row per priority_key and indicator_key that anything about the priority may read.
-- The indicators the register lists for it, and what those are weighed by or per head of.
select
    role.priority_key,
    role.indicator_key
from core.known_priority_indicators as role
union
select
    role.priority_key,
    indicator.weight_indicator_key as indicator_key
from core.known_priority_indicators as role
join core.known_indicators as indicator
    on indicator.indicator_key = role.indicator_key
where indicator.weight_indicator_key is not null
union
select
    role.priority_key,
    indicator.population_indicator_key as indicator_key
from core.known_priority_indicators as role
join core.known_indicators as indicator
    on indicator.indicator_key = role.indicator_key
where indicator.population_indicator_key is not null
