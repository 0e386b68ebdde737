-- Grain: one row per priority_key and unit_key, for the period the headline is about.
-- Over the same span as the headline: a year of offences beside a year, a month beside a month.
-- Units that published nothing are kept, with no value and no rank. worst_rank 1 is the worst.
with spanned as (
    select
        rule.priority_key,
        rule.indicator_key,
        indicator.measure,
        rule.direction,
        latest.period_end,
        date_diff('month', latest.period_start, latest.period_end) + 1 as span_months
    from core.priority_rules as rule
    join core.known_indicators as indicator
        on indicator.indicator_key = rule.indicator_key
    join core.latest_figure as latest
        on latest.priority_key = rule.priority_key
)

select
    spanned.priority_key,
    figure.indicator_key,
    member.unit_key,
    member.unit_name,
    member.unit_group,
    spanned.measure,
    spanned.direction,
    spanned.span_months,
    figure.period_end,
    figure.value,
    figure.numerator,
    figure.denominator,
    figure.status,
    step.value as unit_target,
    step.label as unit_target_label,
    step.evidence as unit_target_evidence,
    spanned.direction * (figure.value - step.value) >= 0 as meets_target,
    earlier.value as value_year_before,
    case
        when figure.value is not null then row_number() over (
            partition by spanned.priority_key
            order by spanned.direction * figure.value nulls last, member.unit_key
        )
    end as worst_rank
from spanned
join core.priority_units as member
    on member.priority_key = spanned.priority_key
join core.unit_figures as figure
    on figure.indicator_key = spanned.indicator_key
    and figure.unit_key = member.unit_key
    and figure.period_end = spanned.period_end
    and figure.span_months = spanned.span_months
left join core.unit_figures as earlier
    on earlier.indicator_key = figure.indicator_key
    and earlier.unit_key = figure.unit_key
    and earlier.span_months = figure.span_months
    and date_diff('month', earlier.period_end, figure.period_end) = 12
left join core.unit_target_in_force as step
    on step.priority_key = spanned.priority_key
    and (step.unit_key is null or step.unit_key = member.unit_key)
    and figure.period_end between step.target_on and step.last_on
