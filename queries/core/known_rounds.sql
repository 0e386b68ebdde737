-- Grain: one row per reporting_round and department_key.
-- What is asked for, and by when.
select
    round.reporting_round,
    round.department_key,
    round.title,
    round.opens_on,
    round.due_on
from tables.reporting_rounds as round
join core.known_register as register
    on register.register_key = round.register_key
