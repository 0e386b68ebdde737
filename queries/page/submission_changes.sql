-- Grain: one row per submission_key, indicator_key, unit_key and period_end: what a submission
-- said, and what stood there when it came in. is_in_use says whether it is what counts now.
select
    sent.submission_key,
    sent.indicator_key,
    indicator.title as indicator_title,
    sent.unit_key,
    unit.name as unit_name,
    sent.period_end,
    indicator.frequency,
    sent.old_value,
    sent.old_numerator,
    sent.old_denominator,
    sent.old_status,
    sent.new_value,
    sent.new_numerator,
    sent.new_denominator,
    sent.new_status,
    case
        when not sent.is_known then 'new'
        when sent.old_value is null and sent.new_value is not null then 'new'
        when sent.old_value is not null and sent.new_value is null then 'withdrawn'
        when sent.is_moved then 'changed'
        else 'unchanged'
    end as state,
    sent.revision_reason,
    sent.note,
    sent.sheet,
    sent.row_number,
    sent.value_column,
    sent.numerator_column,
    sent.denominator_column,
    sent.is_in_use
from core.submitted_observations as sent
left join core.known_indicators as indicator
    on indicator.indicator_key = sent.indicator_key
left join core.known_units as unit
    on unit.unit_key = sent.unit_key
