-- Grain: one row per priority_key: the newest figure that the plan speaks about.
-- For a promise about one month of the year this can be older than the newest figure.
select
    history.priority_key,
    history.period_end as compared_on,
    history.compared_value,
    history.plan,
    history.low,
    history.high,
    history.gap,
    history.is_after_end,
    history.position,
    history.position_reason
from core.position_history as history
where history.plan is not null
qualify row_number() over (
    partition by history.priority_key
    order by history.period_end desc
) = 1
