-- Grain: one row per priority_key and starts_on: a stretch of its headline without a figure.
-- reason is a word of GapReason; text is the register's own sentence, where it has one.
with numbered as (
    select
        missing.priority_key,
        missing.period_end,
        missing.period_months,
        missing.reason,
        missing.text,
        date_diff('month', date '1900-01-31', missing.period_end) // missing.period_months
            - row_number() over (
                partition by missing.priority_key, missing.reason, missing.text
                order by missing.period_end
            ) as stretch
    from core.missing_periods as missing
)

select
    numbered.priority_key,
    date_trunc(
        'month', min(numbered.period_end) - to_months(numbered.period_months::integer - 1)
    )::date as starts_on,
    max(numbered.period_end) as ends_on,
    numbered.reason,
    numbered.text
from numbered
group by
    numbered.priority_key,
    numbered.period_months,
    numbered.reason,
    numbered.text,
    numbered.stretch
