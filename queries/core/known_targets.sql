-- Grain: one row per priority_key.
-- The newest version agreed by the day shown; earlier versions stay in the table.
select
    target.priority_key,
    target.target_version,
    target.agreed_on,
    target.baseline_value,
    target.baseline_on,
    target.baseline_source,
    target.target_value,
    target.target_on,
    target.target_kind,
    target.set_by,
    target.document,
    target.evidence_url,
    target.evidence,
    target.note,
    target.tolerance_on,
    target.tolerance_behind
from tables.targets as target
where target.register_key = getvariable('register_key')::uuid
    and target.agreed_on <= getvariable('today_on')::date
qualify row_number() over (
    partition by target.priority_key
    order by target.target_version desc
) = 1
