-- Grain: one row per priority_key: where it stands against its trajectory.
-- Position is arithmetic and is never mixed with a person's rating.
select
    rule.priority_key,
    latest.period_start,
    latest.period_end,
    latest.value,
    latest.denominator,
    latest.status,
    latest.value_year_before,
    judged.compared_on,
    judged.compared_value,
    judged.plan,
    judged.low,
    judged.high,
    judged.gap,
    judged.position,
    case
        when latest.value is null then 'no_figure'
        when rule.target_value is null then 'no_target'
        when judged.plan is null then 'not_judged'
        else judged.position_reason
    end as position_reason,
    coalesce(judged.compared_on > rule.target_on, false) as is_after_target,
    verdict.value_at_target,
    verdict.verdict,
    verdict.verdict_gap,
    coalesce(verdict.verdict_gap, judged.gap) / nullif(rule.journey, 0) as gap_share,
    100 * judged.gap / nullif(rule.journey, 0) as gap_percent,
    rule.direction * (judged.compared_value - rule.baseline_value) / nullif(rule.journey, 0)
        as progress,
    behind.reached_on,
    behind.days_behind,
    pace.period_months as pace_months,
    pace.periods_left,
    pace.distance,
    case when pace.distance > 0 then pace.distance / nullif(pace.periods_left, 0) end as required_pace,
    pace.achieved_pace,
    outturn.outturn,
    coalesce(plateau.is_plateau, false) as is_plateau,
    freshness.freshness,
    freshness.stale_on
from core.priority_rules as rule
left join core.latest_figure as latest
    on latest.priority_key = rule.priority_key
left join core.latest_judged as judged
    on judged.priority_key = rule.priority_key
left join core.verdict as verdict
    on verdict.priority_key = rule.priority_key
left join core.time_behind as behind
    on behind.priority_key = rule.priority_key
left join core.pace as pace
    on pace.priority_key = rule.priority_key
left join core.outturn as outturn
    on outturn.priority_key = rule.priority_key
left join core.plateau as plateau
    on plateau.priority_key = rule.priority_key
left join core.freshness as freshness
    on freshness.priority_key = rule.priority_key
