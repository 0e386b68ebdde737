-- Grain: one row per priority_key: whether the newest figure is as new as it should be.
-- Stale from the day the next figure should have been here: period end + one period + the
-- expected publication lag + the grace allowed. A closed priority is never stale, and neither is
-- a series that has ended: nothing more is due. What the register explains is not waited for.
with due as (
    select
        rule.priority_key,
        rule.closed_on,
        indicator.ended_on,
        latest.period_end,
        cast(
            greatest(latest.period_end, explained.explained_on) + to_months(rule.period_months)
            as date
        )
            + rule.publication_lag_days + rule.grace_days as stale_on
    from core.priority_rules as rule
    join core.known_indicators as indicator
        on indicator.indicator_key = rule.indicator_key
    left join core.latest_figure as latest
        on latest.priority_key = rule.priority_key
    left join core.explained_until as explained
        on explained.indicator_key = rule.indicator_key
)

select
    due.priority_key,
    case when due.ended_on > moment.today_on or due.ended_on is null then due.stale_on end
        as stale_on,
    due.ended_on,
    case
        when due.period_end is null then 'none'
        when due.closed_on <= moment.today_on then 'closed'
        when due.ended_on <= moment.today_on then 'ended'
        when moment.today_on > due.stale_on then 'stale'
        else 'fresh'
    end as freshness
from due
cross join core.known_moment as moment
