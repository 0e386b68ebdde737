-- Grain: one row per policy_step_key of a step that is done, and side ('indicator', 'target'): which
-- series answers whether anything moved, and from which day on it can.
-- Counted from the day the step was done, never from its due date. Where a step's indicator is the
-- priority's own, measured alike, the headline answers: it is of the priority's own units.
with paired as (
    select
        step.policy_step_key,
        step.priority_key,
        step.indicator_key,
        step.done_on,
        greatest(step.done_on, coalesce(step.expected_move_on, step.done_on)) as effect_due_on,
        side.side,
        side.side = 'target'
            or (step.indicator_key = priority.indicator_key
                and indicator.measure = priority.headline_measure) as is_headline,
        indicator.direction::integer as direction,
        indicator.is_seasonal,
        indicator.frequency
    from core.policy_step_state as step
    cross join (values ('indicator'), ('target')) as side (side)
    join core.known_priorities as priority
        on priority.priority_key = step.priority_key
    join core.known_indicators as indicator
        on indicator.indicator_key
            = case side.side when 'target' then priority.indicator_key else step.indicator_key end
    where step.done_on is not null
)

select
    paired.policy_step_key,
    paired.side,
    paired.done_on,
    paired.effect_due_on,
    date_diff('month', date '1900-01-31', paired.done_on) as done_month,
    paired.direction,
    paired.is_seasonal,
    case paired.frequency when 'month' then 1 when 'quarter' then 3 else 12 end as period_months,
    case when paired.is_headline then 'target' else 'indicator' end as series_side,
    case when paired.is_headline then paired.priority_key else paired.indicator_key end as series_key
from paired
