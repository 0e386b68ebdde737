-- Grain: one row per priority_key and definition_version after the first: a break in the series.
select
    priority.priority_key,
    definition.valid_from as happened_on,
    definition.text
from core.known_priorities as priority
join core.known_definitions as definition
    on definition.indicator_key = priority.indicator_key
    and definition.definition_version > 1
