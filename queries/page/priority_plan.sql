-- Grain: one row per priority_key and period_end of a trajectory point.
-- origin says whose it is: published, baseline, or program (on a line this program drew).
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
    point.trajectory_version,
    point.agreed_on
from core.known_trajectories as point
