-- Grain: one row per priority_key, headline_period_end and cell of a return behind that point.
-- Every figure inside the point's period: twelve months of boroughs for a rolling year. What a
-- figure replaced is the newest earlier figure for the same indicator, unit and period.
select
    headline.priority_key,
    headline.period_end as headline_period_end,
    sourced.indicator_key,
    indicator.title as indicator_title,
    sourced.unit_key,
    unit.name as unit_name,
    sourced.period_end,
    sourced.value,
    sourced.numerator,
    sourced.denominator,
    sourced.status,
    sourced.file_name,
    sourced.sheet,
    sourced.value_cell,
    sourced.numerator_cell,
    sourced.denominator_cell,
    sourced.submitted_by,
    sourced.received_at,
    sourced.submission_key,
    sourced.revision_reason,
    replaced.value as replaced_value,
    replaced.numerator as replaced_numerator,
    replaced.denominator as replaced_denominator,
    replaced.received_at as replaced_received_at,
    replaced.file_name as replaced_file_name,
    replaced.value_cell as replaced_cell
from core.known_headlines as headline
join core.priority_inputs as input
    on input.priority_key = headline.priority_key
join core.sourced_observations as sourced
    on sourced.indicator_key = input.indicator_key
    and sourced.unit_key = input.unit_key
    and sourced.period_start >= headline.period_start
    and sourced.period_end <= headline.period_end
    and sourced.age = 1
join core.known_indicators as indicator
    on indicator.indicator_key = sourced.indicator_key
join core.known_units as unit
    on unit.unit_key = sourced.unit_key
left join core.sourced_observations as replaced
    on replaced.indicator_key = sourced.indicator_key
    and replaced.unit_key = sourced.unit_key
    and replaced.period_end = sourced.period_end
    and replaced.age = 2
