-- Grain: one row per priority_key, indicator_key, unit_key and target_on.
-- A null unit_key means every unit of the priority. While tested_on is set, the test in force on
-- that day stands for all time: so a headline that counts units is filled a second time, by
-- today's test (core.known_backcasts).
select
    target.priority_key,
    target.indicator_key,
    target.unit_key,
    target.agreed_on,
    case
        when getvariable('tested_on') is null then target.target_on
        else date '1900-01-01'
    end as target_on,
    target.value,
    target.label,
    target.evidence
from tables.unit_targets as target
where target.register_key = getvariable('register_key')::uuid
    and target.agreed_on <= getvariable('today_on')::date
    and (
        getvariable('tested_on') is null
        or target.target_on <= getvariable('tested_on')::date
    )
qualify getvariable('tested_on') is null
    or row_number() over (
        partition by target.priority_key, target.indicator_key, target.unit_key
        order by target.target_on desc
    ) = 1
