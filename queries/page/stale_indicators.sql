-- Grain: one row per indicator_key whose next figure should have been here by now (freshness
-- stale), or whose series has ended, as the register says (freshness ended): then none is due.
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
        (greatest(latest.period_end, explained.explained_on) + to_months(
            case indicator.frequency when 'month' then 1 when 'quarter' then 3 else 12 end
        ))::date as next_on,
        indicator.publication_lag_days + indicator.grace_days as allowed_days,
        case when indicator.ended_on <= moment.today_on then indicator.ended_on end as ended_on
    from core.known_indicators as indicator
    cross join core.known_moment as moment
    join core.latest_periods as latest
        on latest.indicator_key = indicator.indicator_key
    left join core.explained_until as explained
        on explained.indicator_key = indicator.indicator_key
)

select
    indicator.department_key,
    department.title as department,
    indicator.indicator_key,
    indicator.title,
    indicator.short_title,
    due.latest_period_end,
    case when due.ended_on is null then last_day(due.next_on) end as next_period_end,
    case when due.ended_on is null then due.next_on + due.allowed_days end as stale_on,
    case
        when due.ended_on is null
            then (moment.today_on - (due.next_on + due.allowed_days))::integer
    end as days_stale,
    case when due.ended_on is null then 'stale' else 'ended' end as freshness,
    due.ended_on
from due
cross join core.known_moment as moment
join core.known_indicators as indicator
    on indicator.indicator_key = due.indicator_key
join core.known_departments as department
    on department.department_key = indicator.department_key
left join purpose
    on purpose.indicator_key = due.indicator_key
where (due.ended_on is not null or moment.today_on > due.next_on + due.allowed_days)
    and not coalesce(purpose.is_over, false)
