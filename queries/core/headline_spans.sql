-- Grain: one row per priority_key with a figure: from when to when figures are looked for.
-- A headline in longer steps than its indicator (years of quarters) misses nothing in between,
-- and nobody is asked for more once a priority is closed.
with figure as (
    select
        headline.priority_key,
        headline.period_end,
        date_diff('month', lag(headline.period_end) over in_order, headline.period_end) as months
    from core.known_headlines as headline
    where headline.value is not null
    window in_order as (
        partition by headline.priority_key
        order by headline.period_end
    )
)

select
    rule.priority_key,
    rule.indicator_key,
    rule.publication_lag_days + rule.grace_days as allowed_days,
    case
        when count(figure.months) < 2 then rule.period_months
        when bool_and(figure.months % 12 = 0) then 12
        when bool_and(figure.months % 3 = 0) then greatest(3, rule.period_months)
        else rule.period_months
    end as period_months,
    min(figure.period_end) as first_on,
    max(figure.period_end) as last_on,
    case
        when rule.closed_on <= moment.today_on then max(figure.period_end)
        else moment.today_on
    end as until_on,
    moment.today_on
from core.priority_rules as rule
join figure
    on figure.priority_key = rule.priority_key
cross join core.known_moment as moment
group by
    rule.priority_key,
    rule.indicator_key,
    rule.publication_lag_days,
    rule.grace_days,
    rule.period_months,
    rule.closed_on,
    moment.today_on
