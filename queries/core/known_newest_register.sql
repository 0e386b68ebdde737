-- Grain: one row: the key of the newest register received by the moment shown; none before it.
-- Asked once for a moment, and the answer kept (core.known_register): in every view that reads the
-- register the choice would be planned again, dozens of times for one page.
select register.register_key
from tables.registers as register
where register.received_at
    <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
order by register.received_at desc, register.register_key
limit 1
