-- Grain: one row per priority_key with judged figures: the pace needed and the pace achieved.
-- Achieved is the Theil–Sen slope (median of the slopes of all pairs) over the last 6 months,
-- 4 quarters or 3 years, signed so that plus is better; it needs three figures. Required is
-- the distance to the target over the periods left; nothing once the date has passed.
with newest as (
    select
        series.priority_key,
        series.period_end,
        series.compared_value,
        series.month_number,
        series.period_months,
        series.pace_span
    from core.judged_series as series
    where series.period_end = series.newest_on
),

recent as (
    select
        series.priority_key,
        series.month_number,
        series.period_months,
        series.compared_value
    from core.judged_series as series
    join newest
        on newest.priority_key = series.priority_key
        and series.month_number >= newest.month_number - newest.pace_span
),

slope as (
    select
        earlier.priority_key,
        median(
            (later.compared_value - earlier.compared_value) * later.period_months
            / (later.month_number - earlier.month_number)
        ) as per_step
    from recent as earlier
    join recent as later
        on later.priority_key = earlier.priority_key
        and later.month_number > earlier.month_number
    group by earlier.priority_key
    having count(*) >= 3
)

select
    newest.priority_key,
    newest.period_months,
    newest.compared_value,
    rule.direction * (rule.target_value - newest.compared_value) as distance,
    rule.direction * slope.per_step as achieved_pace,
    case
        when rule.target_on > newest.period_end
            then date_diff('month', newest.period_end, rule.target_on) / newest.period_months
    end as periods_left
from newest
join core.priority_rules as rule
    on rule.priority_key = newest.priority_key
left join slope
    on slope.priority_key = newest.priority_key
