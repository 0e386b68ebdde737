-- Grain: one row per priority_key, unit_key and is_year_before: over the newest headline's span.
-- A year of offences beside a year, a month beside a month; the same span a year earlier too.
-- Null unless every period of the span has a figure. span_months 1, 3 or 12.
with spanned as (
    select
        rule.priority_key,
        rule.indicator_key,
        rule.period_months,
        latest.period_end,
        date_diff('month', date '1900-01-31', latest.period_end) as newest_month,
        date_diff('month', latest.period_start, latest.period_end) + 1 as span_months
    from core.priority_rules as rule
    join core.latest_figure as latest
        on latest.priority_key = rule.priority_key
)

select
    spanned.priority_key,
    spanned.indicator_key,
    figure.unit_key,
    spanned.period_end,
    spanned.span_months,
    figure.month_number <= spanned.newest_month - 12 as is_year_before,
    case
        when count(figure.value) * spanned.period_months < spanned.span_months then null
        when spanned.span_months <= spanned.period_months then any_value(figure.value)
        when any_value(figure.measure) = 'count' then sum(figure.value)
        else sum(figure.value * figure.denominator) / sum(figure.denominator)
    end as value,
    sum(figure.numerator) as numerator,
    sum(figure.denominator) as denominator,
    arg_max(figure.status, figure.month_number) as status
from spanned
join core.weighed_observations as figure
    on figure.indicator_key = spanned.indicator_key
    and figure.month_number <= spanned.newest_month
    and (spanned.newest_month - figure.month_number) % 12 < spanned.span_months
    and figure.month_number > spanned.newest_month - 12 - spanned.span_months
group by
    spanned.priority_key,
    spanned.indicator_key,
    figure.unit_key,
    spanned.period_end,
    spanned.span_months,
    spanned.period_months,
    figure.month_number <= spanned.newest_month - 12
