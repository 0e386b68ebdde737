-- Grain: one row per priority_key and period_end without a figure, and why there is none.
-- From the first figure to today. The register decides first, then the day the series ended, then
-- the sign that was sent; only what nobody sent after the newest figure is not yet due or overdue.
with asked as (
    select
        span.*,
        unnest(range(
            span.period_months,
            date_diff('month', span.first_on, span.until_on) + 1,
            span.period_months
        ))::integer as months_on
    from core.headline_spans as span
),

missing as (
    select
        asked.*,
        last_day(cast(asked.first_on + to_months(asked.months_on) as date)) as period_end,
        date_diff('month', asked.first_on, asked.last_on)::integer as months_held,
        headline.status
    from asked
    left join core.known_headlines as headline
        on headline.priority_key = asked.priority_key
        and date_diff('month', asked.first_on, headline.period_end) = asked.months_on
    where headline.value is null
)

select
    missing.priority_key,
    missing.period_end,
    missing.period_months,
    missing.status,
    case
        when gap.reason is not null then gap.reason
        when indicator.ended_on < missing.period_end then 'not_collected'
        when missing.status = 'suppressed' then 'suppressed'
        when missing.status is not null
            or missing.months_on < missing.months_held
            or indicator.ended_on <= missing.today_on then 'not_held'
        -- Counted on as in core.freshness, so that the two name the same day.
        when missing.today_on > cast(
            missing.last_on + to_months(missing.months_on - missing.months_held) as date
        ) + missing.allowed_days then 'overdue'
        else 'not_yet_due'
    end as reason,
    gap.text
from missing
join core.known_indicators as indicator
    on indicator.indicator_key = missing.indicator_key
left join core.headline_gaps as gap
    on gap.priority_key = missing.priority_key
    and missing.period_end between gap.starts_on and gap.ends_on
where missing.period_end <= missing.today_on
qualify row_number() over (
    partition by missing.priority_key, missing.period_end
    order by gap.starts_on desc nulls last
) = 1
