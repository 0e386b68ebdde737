-- Grain: one row per priority_key, happened_on and text.
-- Dated remarks for the chart, shown from the day they happened.
select
    annotation.priority_key,
    annotation.happened_on,
    annotation.text,
    annotation.source
from tables.annotations as annotation
join core.known_register as register
    on register.register_key = annotation.register_key
join core.known_moment as moment
    on annotation.happened_on <= moment.today_on
