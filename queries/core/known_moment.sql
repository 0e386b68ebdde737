-- Grain: one row: the moment whose knowledge is shown (null: now), and the day it is taken for.
-- A demonstration holds its day still (register, sheet unit), so that its figures do not go stale.
select
    getvariable('known_at')::timestamp as known_at,
    coalesce(
        getvariable('known_at')::timestamp::date,
        (select held.held_today_on
            from tables.registers as held
            order by held.received_at desc
            limit 1),
        getvariable('today')::date
    ) as today_on
