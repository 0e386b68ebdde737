-- Grain: one row: the moment whose knowledge is shown (null: now), and the day it is taken for.
select
    getvariable('known_at')::timestamp as known_at,
    getvariable('today_on')::date as today_on
