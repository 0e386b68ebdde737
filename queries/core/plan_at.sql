-- Grain: one row per priority_key and period_end of the headline that the plan speaks about.
-- Between points the plan is linear in calendar days, or holds the last point (step), or says
-- nothing (points). After the last point the last value holds.
with placed as (
    select
        headline.priority_key,
        headline.period_end,
        segment.central,
        segment.low,
        segment.high,
        segment.next_central,
        segment.next_low,
        segment.next_high,
        segment.definition_version as plan_definition,
        segment.next_end is null and headline.period_end > segment.period_end as is_after_end,
        case
            when segment.shape = 'linear' and segment.next_end is not null
                then (headline.period_end - segment.period_end)::double
                    / (segment.next_end - segment.period_end)
            else 0.0
        end as share
    from core.known_headlines as headline
    join core.plan_segments as segment
        on segment.priority_key = headline.priority_key
        and headline.period_end >= segment.period_end
        and headline.period_end < coalesce(segment.next_end, date '9999-12-31')
    where segment.shape <> 'points'
        or headline.period_end = segment.period_end
        or (segment.next_end is null and headline.status <> 'not_judged')
)

select
    placed.priority_key,
    placed.period_end,
    placed.central + placed.share * coalesce(placed.next_central - placed.central, 0) as plan,
    placed.low + placed.share * coalesce(placed.next_low - placed.low, 0) as low,
    placed.high + placed.share * coalesce(placed.next_high - placed.high, 0) as high,
    placed.plan_definition,
    placed.is_after_end
from placed
