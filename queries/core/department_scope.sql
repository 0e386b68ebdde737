-- Grain: one row per department_key and indicator_key that anything about the department may read.
-- Its own indicators, and what its priorities are shown by: a priority may rest on an indicator
-- that another department reports.
select
    indicator.department_key,
    indicator.indicator_key
from core.known_indicators as indicator
union
select
    priority.department_key,
    scope.indicator_key
from core.known_priorities as priority
join core.priority_scope as scope
    on scope.priority_key = priority.priority_key
