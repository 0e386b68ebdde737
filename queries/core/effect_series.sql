-- Grain: one row per side ('indicator', 'target'), series_key and period_end: the figures by which
-- finished policy steps are judged, since the last change of definition that has no bridge.
-- series_key is an indicator's or a priority's. Figures before a recorded bridge are carried over
-- it, so that all are on the newest definition.
with known as (
    select
        'indicator' as side,
        series.indicator_key as series_key,
        series.indicator_key,
        series.period_end,
        series.value,
        series.definition_version
    from core.indicator_series as series
    where series.value is not null
        and series.indicator_key in (
            select step.indicator_key
            from core.known_policy_steps as step
        )
    union all by name
    select
        'target' as side,
        headline.priority_key as series_key,
        priority.indicator_key,
        headline.period_end,
        headline.value,
        headline.definition_version
    from core.known_headlines as headline
    join core.known_priorities as priority
        on priority.priority_key = headline.priority_key
    where headline.value is not null
),

turned as (
    select
        known.*,
        known.definition_version <> lag(known.definition_version) over in_time as is_turn,
        case when known.definition_version = lag(known.definition_version) over in_time + 1
            then definition.bridge_to_previous end as bridge
    from known
    left join core.known_definitions as definition
        on definition.indicator_key = known.indicator_key
        and definition.definition_version = known.definition_version
    window in_time as (partition by known.side, known.series_key order by known.period_end)
)

select
    turned.side,
    turned.series_key,
    turned.period_end,
    turned.value + coalesce(sum(turned.bridge) over later, 0) as value,
    date_diff('month', date '1900-01-31', turned.period_end) as month_number
from turned
window later as (
    partition by turned.side, turned.series_key
    order by turned.period_end
    rows between 1 following and unbounded following
)
qualify not coalesce(bool_or(turned.is_turn and turned.bridge is null) over later, false)
