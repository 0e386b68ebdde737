-- Grain: one row per priority_key and unit_key, where the register names whom a count is per head
-- of: the newest population whose period ends on or before the figure's.
select
    latest.priority_key,
    figure.unit_key,
    arg_max(figure.value, figure.period_end) as population,
    max(figure.period_end) as population_on
from core.latest_figure as latest
join core.known_priorities as priority
    on priority.priority_key = latest.priority_key
join core.known_indicators as indicator
    on indicator.indicator_key = priority.indicator_key
join core.known_observations as figure
    on figure.indicator_key = indicator.population_indicator_key
    and figure.period_end <= latest.period_end
where figure.value > 0
group by latest.priority_key, figure.unit_key
