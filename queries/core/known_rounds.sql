-- Grain: one row per reporting_round and department_key.
-- What is asked for, and by when.
select
    round.reporting_round,
    round.department_key,
    round.title,
    round.opens_on,
    round.due_on
from tables.reporting_rounds as round
where round.register_key = getvariable('register_key')::uuid
