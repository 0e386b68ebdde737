-- Grain: one row per indicator_key that this look at the store is about.
-- A reader who asks about one priority names its indicators: among twenty million figures the
-- newest of each is then sought among those alone. Otherwise all indicators are meant.
select unnest(
    coalesce(
        getvariable('indicator_keys')::varchar[],
        (select list(indicator.indicator_key) from core.known_indicators as indicator)
    )
) as indicator_key
