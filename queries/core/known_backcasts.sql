-- Grain: one row per priority_key and period_end: a headline that counts units by a test, as it
-- would be had today's test always been in force.
-- Filled beside core.known_headlines, under the key with "@today" after it.
select
    regexp_replace(headline.priority_key, '@today$', '') as priority_key,
    headline.period_start,
    headline.period_end,
    headline.value,
    headline.denominator
from tables.headlines as headline
where headline.memo_key = getvariable('memo_key')
    and ends_with(headline.priority_key, '@today')
