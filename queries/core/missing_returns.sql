-- Grain: one row per department_key and reporting_round that is asked for and not accepted.
-- One that is not open yet counts too: it is the next one to come.
select
    round.department_key,
    round.reporting_round,
    department.title as department,
    round.due_on,
    round.due_on < moment.today_on as is_overdue
from core.known_rounds as round
join core.known_departments as department
    on department.department_key = round.department_key
cross join core.known_moment as moment
left join core.round_submissions as accepted
    on accepted.department_key = round.department_key
    and accepted.reporting_round = round.reporting_round
where accepted.submission_key is null
