-- Grain: one row per priority_key and period_end that counts towards pace and plateau.
-- Counted in whole months, so that a missing period is a gap in time and not a step. A promise
-- about single months of the year moves in years.
with counted as (
    select
        compared.priority_key,
        compared.period_end,
        compared.compared_value,
        compared.plan,
        case
            when bool_or(compared.status = 'not_judged')
                over (partition by compared.priority_key) then 12
            else rule.period_months
        end as period_months
    from core.compared as compared
    join core.priority_rules as rule
        on rule.priority_key = compared.priority_key
    qualify compared.status <> 'not_judged' and not compared.is_redefined
)

select
    counted.priority_key,
    counted.period_end,
    counted.compared_value,
    counted.plan,
    counted.period_months,
    date_diff('month', date '1900-01-31', counted.period_end) as month_number,
    counted.period_months * case counted.period_months when 1 then 6 when 3 then 4 else 3 end
        as pace_span,
    counted.period_months * case counted.period_months when 1 then 6 when 3 then 3 else 1 end
        as plateau_span,
    max(counted.period_end) over (partition by counted.priority_key) as newest_on
from counted
