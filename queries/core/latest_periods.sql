-- Grain: one row per indicator_key with a figure: the newest period that has one.
-- A symbol is no figure. One that was sent and blanked out later still counts as sent: choosing
-- each figure's newest version would cost seconds among millions, for a list of reminders.
select
    observation.indicator_key,
    max(observation.period_end) as period_end
from tables.observations as observation
join core.known_submissions as submission
    on submission.submission_key = observation.submission_key
where observation.value is not null
    and observation.indicator_key in (
        select scope.indicator_key
        from core.known_scope as scope
    )
group by observation.indicator_key
