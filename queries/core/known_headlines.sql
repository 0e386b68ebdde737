-- Grain: one row per priority_key and period_end: the headline of every priority, as known.
-- Filled from the views in `priority` through page.headlines, anew for every data version,
-- moment and day; the reader's memo_key says which filling is meant. What is kept there by
-- today's test (core.known_backcasts) is no headline.
select
    headline.priority_key,
    headline.period_start,
    headline.period_end,
    headline.value,
    headline.numerator,
    headline.denominator,
    headline.status,
    headline.definition_version
from tables.headlines as headline
where headline.memo_key = getvariable('memo_key')
    and not ends_with(headline.priority_key, '@today')
