-- Grain: one row per priority_key and period_end of a headline that counts units by a test.
-- test_level is the level where every unit has the same one. starts_test: another test than in
-- the period before, so that no line may join the two.
with tested as (
    select
        backcast.priority_key,
        backcast.period_end,
        max(step.target_on) as test_on,
        case when count(distinct step.value) = 1 then any_value(step.value) end as test_level,
        list(struct_pack(unit := step.unit_key, level := step.value) order by step.unit_key) as test
    from core.known_backcasts as backcast
    join core.unit_target_in_force as step
        on step.priority_key = backcast.priority_key
        and backcast.period_end between step.target_on and step.last_on
    group by backcast.priority_key, backcast.period_end
)

select
    tested.priority_key,
    tested.period_end,
    tested.test_on,
    tested.test_level,
    tested.test,
    coalesce(
        tested.test <> lag(tested.test) over (
            partition by tested.priority_key
            order by tested.period_end
        ),
        true
    ) as starts_test
from tested
