-- Grain: one row per priority_key and period_end of the headline that has a value.
-- Without a band: ahead above tolerance_on, behind below it, well behind below
-- tolerance_behind, both widened by ordinary variation. With a band: by its edges, and half its
-- width for behind. All at nine decimals.
with edged as (
    select
        compared.*,
        round(compared.direction * compared.compared_value
            - greatest(compared.direction * compared.low, compared.direction * compared.high), 9)
            as above_band,
        round(least(compared.direction * compared.low, compared.direction * compared.high)
            - compared.direction * compared.compared_value, 9) as below_band,
        round(abs(compared.high - compared.low) / 2, 9) as half_band,
        round(tolerance.tolerance_on, 9) as tolerance_on,
        round(tolerance.tolerance_behind, 9) as tolerance_behind
    from core.compared as compared
    join core.tolerances as tolerance
        on tolerance.priority_key = compared.priority_key
)

select
    edged.priority_key,
    edged.period_start,
    edged.period_end,
    edged.value,
    edged.status,
    edged.definition_version,
    edged.compared_value,
    edged.plan,
    edged.low,
    edged.high,
    edged.gap,
    edged.is_after_end,
    case
        when edged.plan is null or edged.is_redefined then null
        when edged.above_band > 0 then 'ahead'
        when edged.below_band <= 0 then 'on'
        when edged.below_band <= edged.half_band then 'behind'
        when edged.below_band is not null then 'well_behind'
        when edged.gap > edged.tolerance_on then 'ahead'
        when edged.gap >= -edged.tolerance_on then 'on'
        when edged.gap >= -edged.tolerance_behind then 'behind'
        else 'well_behind'
    end as position,
    case
        when edged.plan is null then 'not_judged'
        when edged.is_redefined then 'definition_changed'
    end as position_reason
from edged
