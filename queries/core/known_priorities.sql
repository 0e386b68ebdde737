-- Grain: one row per priority_key.
-- A priority has one name everywhere: short_title is the title, whatever an older register said.
-- A priority is shown from the day it started; a closed one stays, marked from the day it closed.
select
    priority.priority_key,
    priority.department_key,
    priority.title,
    priority.title as short_title,
    priority.promise,
    priority.indicator_key,
    priority.headline_measure,
    priority.headline_label,
    priority.headline_rule,
    priority.unit_type,
    priority.unit_group,
    priority.unit_key,
    priority.owner,
    priority.is_demo_owner,
    priority.position,
    priority.started_on,
    case
        when priority.closed_on <= getvariable('today_on')::date then priority.closed_on
    end as closed_on
from tables.priorities as priority
where priority.register_key = getvariable('register_key')::uuid
    and priority.started_on <= getvariable('today_on')::date
