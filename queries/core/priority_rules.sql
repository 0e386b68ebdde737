-- Grain: one row per priority_key: what the rules of position need to know about it.
-- journey is the distance from baseline to target, 0 where there is none: tolerances are then
-- the rounding's alone. A headline that counts units is rounded to whole units. The tolerances here
-- are those before ordinary variation widens them (core.tolerances).
with joined as (
    select
        priority.priority_key,
        priority.indicator_key,
        priority.closed_on,
        indicator.direction::integer as direction,
        indicator.frequency,
        indicator.publication_lag_days,
        indicator.grace_days,
        case
            when priority.headline_measure = indicator.measure then indicator.rounding_unit
            when priority.headline_measure = 'count' then 1.0
            else 0.1
        end as rounding_unit,
        priority.headline_measure,
        target.baseline_value,
        target.target_value,
        target.target_on,
        target.target_kind,
        target.tolerance_on,
        target.tolerance_behind,
        coalesce(abs(target.target_value - target.baseline_value), 0.0) as journey
    from core.known_priorities as priority
    join core.known_indicators as indicator
        on indicator.indicator_key = priority.indicator_key
    left join core.known_targets as target
        on target.priority_key = priority.priority_key
)

select
    joined.priority_key,
    joined.indicator_key,
    joined.closed_on,
    joined.direction,
    joined.frequency,
    joined.publication_lag_days,
    joined.grace_days,
    joined.rounding_unit,
    case joined.frequency when 'month' then 1 when 'quarter' then 3 else 12 end as period_months,
    case when joined.headline_measure = 'percent' then 100.0 end as upper_bound,
    case
        when joined.headline_measure = 'change_percent' then -100.0
        when joined.headline_measure in ('percent', 'count', 'weeks') then 0.0
    end as lower_bound,
    joined.baseline_value,
    joined.target_value,
    joined.target_on,
    joined.target_kind,
    joined.journey,
    joined.tolerance_on as agreed_tolerance_on,
    joined.tolerance_behind as agreed_tolerance_behind,
    coalesce(joined.tolerance_on, greatest(joined.rounding_unit, 0.02 * joined.journey))
        as tolerance_on,
    coalesce(joined.tolerance_behind, greatest(2 * joined.rounding_unit, 0.10 * joined.journey))
        as tolerance_behind
from joined
