-- Grain: one row per priority_key: how far from its plan a figure may lie and still be on it.
-- The tolerances of core.priority_rules, widened by ordinary variation up to a tenth and a quarter
-- of the journey: a series on plan then reads "on", and one without progress never does. Without a
-- journey nothing caps them (least and greatest pass over what is null). A tolerance agreed in the register stands as it is.
with varying as (
    select
        rule.priority_key,
        rule.agreed_tolerance_on,
        rule.agreed_tolerance_behind,
        rule.tolerance_on,
        rule.tolerance_behind,
        varied.ordinary_variation,
        case when rule.journey > 0 then rule.journey end as journey
    from core.priority_rules as rule
    left join core.ordinary_variation as varied
        on varied.priority_key = rule.priority_key
)

select
    varying.priority_key,
    varying.ordinary_variation,
    coalesce(
        varying.agreed_tolerance_on,
        greatest(
            varying.tolerance_on,
            case when varying.ordinary_variation > 0
                then least(varying.ordinary_variation, 0.10 * varying.journey) end
        )
    ) as tolerance_on,
    coalesce(
        varying.agreed_tolerance_behind,
        greatest(
            varying.tolerance_behind,
            case when varying.ordinary_variation > 0
                then least(2 * varying.ordinary_variation, 0.25 * varying.journey) end
        )
    ) as tolerance_behind
from varying
