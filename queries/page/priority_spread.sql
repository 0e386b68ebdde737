-- Grain: one row per priority_key and unit_key, for the period the headline is about.
-- Over the same span as the headline: a year of offences beside a year, a month beside a month.
-- Units that published nothing are kept, with no value and no rank. worst_rank 1 is the worst.
select
    figure.priority_key,
    figure.indicator_key,
    member.unit_key,
    member.unit_name,
    member.unit_group,
    indicator.measure,
    rule.direction,
    figure.span_months,
    figure.period_end,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.status,
    step.value as unit_target,
    step.label as unit_target_label,
    step.evidence as unit_target_evidence,
    rule.direction * (figure.value - step.value) >= 0 as meets_target,
    earlier.value as value_year_before,
    case
        when figure.value is not null then row_number() over (
            partition by figure.priority_key
            order by rule.direction * figure.value nulls last, member.unit_key
        )
    end as worst_rank
from core.unit_spans as figure
join core.priority_rules as rule
    on rule.priority_key = figure.priority_key
join core.known_indicators as indicator
    on indicator.indicator_key = figure.indicator_key
join core.priority_units as member
    on member.priority_key = figure.priority_key
    and member.unit_key = figure.unit_key
left join core.unit_spans as earlier
    on earlier.priority_key = figure.priority_key
    and earlier.unit_key = figure.unit_key
    and earlier.is_year_before
left join core.unit_target_in_force as step
    on step.priority_key = figure.priority_key
    and (step.unit_key is null or step.unit_key = member.unit_key)
    and figure.period_end between step.target_on and step.last_on
where not figure.is_year_before
