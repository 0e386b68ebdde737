-- Grain: one row per priority_key with a figure: the newest one, and the same period a year
-- earlier for a reading where no plan speaks.
with ranked as (
    select
        headline.priority_key,
        headline.period_start,
        headline.period_end,
        headline.value,
        headline.denominator,
        headline.status,
        row_number() over (
            partition by headline.priority_key
            order by headline.period_end desc
        ) as age
    from core.known_headlines as headline
    where headline.value is not null
)

select
    newest.priority_key,
    newest.period_start,
    newest.period_end,
    newest.value,
    newest.denominator,
    newest.status,
    earlier.value as value_year_before
from ranked as newest
left join ranked as earlier
    on earlier.priority_key = newest.priority_key
    and date_diff('month', earlier.period_end, newest.period_end) = 12
where newest.age = 1
