-- Grain: one row: the day that the moment shown is taken for; asked once for a moment, and kept.
-- A demonstration holds its day still (register, sheet unit), so that its figures do not go stale.
select
    coalesce(
        getvariable('known_at')::timestamp::date,
        (select held.held_today_on
            from tables.registers as held
            order by held.received_at desc
            limit 1),
        getvariable('today')::date
    ) as today_on
