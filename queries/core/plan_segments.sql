-- Grain: one row per priority_key and period_end of a trajectory point, with the point after it.
-- The last point stands until further notice: a target that has come due is not forgotten, but
-- nothing is drawn beyond it and its slope is never carried on.
select
    point.priority_key,
    point.period_end,
    point.central,
    point.low,
    point.high,
    point.origin,
    point.label,
    point.shape,
    point.definition_version,
    lead(point.period_end) over following as next_end,
    lead(point.central) over following as next_central,
    lead(point.low) over following as next_low,
    lead(point.high) over following as next_high,
    row_number() over following as point_number
from core.known_trajectories as point
window following as (
    partition by point.priority_key
    order by point.period_end
)
