-- Grain: one row per priority_key and period_end: the points of the newest agreed version.
-- origin says who drew a point: published, baseline, or program (a straight line of ours).
select
    point.priority_key,
    point.trajectory_version,
    point.agreed_on,
    point.period_end,
    point.central,
    point.low,
    point.high,
    point.origin,
    point.label,
    point.shape,
    point.definition_version
from tables.trajectory_points as point
where point.register_key = getvariable('register_key')::uuid
    and point.agreed_on <= getvariable('today_on')::date
qualify dense_rank() over (
    partition by point.priority_key
    order by point.trajectory_version desc
) = 1
