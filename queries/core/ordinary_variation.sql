-- Grain: one row per priority_key with at least 7 changes in a row: how much its figure varies.
-- The mean distance of the changes between judged periods from their median: over the newest up to
-- 24, since the last missing period and the last change of definition without a bridge.
with unbroken as (
    select
        moved.priority_key,
        moved.change
    from core.judged_changes as moved
    window newest_first as (partition by moved.priority_key order by moved.period_end desc)
    qualify count(*) filter (moved.change is null) over newest_first = 0
        and row_number() over newest_first <= 24
),

centred as (
    select
        unbroken.priority_key,
        unbroken.change,
        median(unbroken.change) over (partition by unbroken.priority_key) as middle
    from unbroken
)

select
    centred.priority_key,
    avg(abs(centred.change - centred.middle)) as ordinary_variation
from centred
group by centred.priority_key
having count(*) >= 7
