-- Grain: one row per policy_step_key of a step that is done, and side: did anything move since?
-- For the step's own indicator and for the target figure: too_early, no_figure_since, too_few (of
-- the figures before, or none to compare with), yes (a change for the better beyond 1.773 times
-- the average moving range), worse, and no inside or on that line. change is signed so that plus is
-- better, and compared at nine decimals.
with compared as (
    select
        figures.policy_step_key,
        figures.side,
        figures.effect_due_on,
        figures.direction * (figures.after - figures.before) as change,
        1.773 * figures.ordinary_range as line,
        figures.before,
        figures.after,
        figures.newest_on,
        figures.measured_count
    from core.step_figures as figures
)

select
    compared.policy_step_key,
    compared.side,
    compared.effect_due_on,
    case
        when moment.today_on < compared.effect_due_on then 'too_early'
        when compared.after is null then 'no_figure_since'
        when compared.measured_count < 5 or compared.change is null or compared.line is null
            then 'too_few'
        when round(compared.change - compared.line, 9) > 0 then 'yes'
        when round(compared.change + compared.line, 9) < 0 then 'worse'
        else 'no'
    end as effect,
    compared.change,
    compared.before,
    compared.after,
    compared.newest_on
from compared
cross join core.known_moment as moment
