-- Grain: one row per priority_key and unit_key, for the period the headline is about.
-- A unit without a figure, or that may have stopped reporting, has no rank. worst_rank 1 is the
-- worst of all, peer_rank of its peer group: by the rate; a count per head, or not at all.
select
    figure.priority_key,
    figure.indicator_key,
    member.unit_key,
    member.unit_name,
    member.unit_type,
    member.unit_group,
    member.peer_group,
    indicator.measure,
    rule.direction,
    figure.span_months,
    figure.period_end,
    figure.value,
    figure.numerator,
    figure.denominator as volume,
    coalesce(indicator.denominator_label, weight.denominator_label) as volume_label,
    figure.status,
    step.value as unit_target,
    step.label as unit_target_label,
    step.evidence as unit_target_evidence,
    rule.direction * (figure.value - step.value) >= 0 as meets_target,
    figure.value_year_before,
    figure.population,
    people.short_title as population_label,
    figure.value_per_1000,
    figure.is_stopped,
    figure.stopped_on,
    figure.usual_value,
    case when indicator.measure = 'count' then figure.value / nullif(sum(figure.value) over whole, 0)
        end as share,
    case when indicator.measure = 'count' and figure.value is not null
        then sum(figure.value) over largest_first / nullif(sum(figure.value) over whole, 0)
        end as running_share,
    case when figure.value is not null and not figure.is_stopped
        then row_number() over (partition by figure.priority_key order by figure.is_stopped,
            rule.direction * figure.value nulls last, member.unit_key) end as worst_rank,
    case when member.peer_group is not null and not figure.is_stopped
        and (figure.value_per_1000 is not null
            or (figure.value is not null and indicator.measure <> 'count'))
        then row_number() over (partition by figure.priority_key, member.peer_group
            order by figure.is_stopped, rule.direction * if(indicator.measure = 'count',
                figure.value_per_1000, figure.value) nulls last, member.unit_key) end as peer_rank
from core.unit_figures as figure
join core.priority_rules as rule on rule.priority_key = figure.priority_key
join core.known_indicators as indicator on indicator.indicator_key = figure.indicator_key
left join core.known_indicators as weight on weight.indicator_key = indicator.weight_indicator_key
left join core.known_indicators as people
    on people.indicator_key = indicator.population_indicator_key
join core.priority_units as member
    on member.priority_key = figure.priority_key and member.unit_key = figure.unit_key
left join core.unit_target_in_force as step
    on step.priority_key = figure.priority_key
    and (step.unit_key is null or step.unit_key = member.unit_key)
    and figure.period_end between step.target_on and step.last_on
window whole as (partition by figure.priority_key),
    largest_first as (partition by figure.priority_key
        order by figure.value desc nulls last, member.unit_key rows unbounded preceding)
