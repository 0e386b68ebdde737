-- Grain: one row per indicator_key whose next figure should have been here by now.
-- The rule is core.freshness's: period end + one period + publication lag + grace. An indicator
-- of closed priorities alone is never stale, and one that never had a figure has no next one.
with purpose as (
    select
        role.indicator_key,
        bool_and(coalesce(priority.closed_on <= moment.today_on, false)) as is_over
    from core.known_priority_indicators as role
    join core.known_priorities as priority
        on priority.priority_key = role.priority_key
    cross join core.known_moment as moment
    group by role.indicator_key
),

due as (
    select
        indicator.indicator_key,
        latest.period_end as latest_period_end,
        (latest.period_end + to_months(
            case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end
        ))::date as next_on,
        indicator.publication_lag_days + indicator.grace_days as allowed_days
    from core.known_indicators as indicator
    join core.latest_periods as latest
        on latest.indicator_key = indicator.indicator_key
)

select
    indicator.department_key,
    department.title as department,
    indicator.indicator_key,
    indicator.title,
    indicator.short_title,
    due.latest_period_end,
    last_day(due.next_on) as next_period_end,
    due.next_on + due.allowed_days as stale_on,
    (moment.today_on - (due.next_on + due.allowed_days))::integer as days_stale
from due
cross join core.known_moment as moment
join core.known_indicators as indicator
    on indicator.indicator_key = due.indicator_key
join core.known_departments as department
    on department.department_key = indicator.department_key
left join purpose
    on purpose.indicator_key = due.indicator_key
where moment.today_on > due.next_on + due.allowed_days
    and not coalesce(purpose.is_over, false)
