-- Grain: one row per priority_key: what the wall, the status command and the finding need.
-- Ratings stand beside the position and are never merged with it.
select
    priority.priority_key, priority.title, priority.short_title, priority.promise,
    priority.department_key, department.title as department,
    priority.headline_label, priority.headline_measure as measure,
    rule.indicator_key, rule.direction, rule.frequency, rule.rounding_unit,
    position.period_start, position.period_end, position.value, position.status,
    position.denominator as unit_count, position.value_year_before,
    position.compared_on, position.compared_value, position.plan, position.gap,
    position.position, position.position_reason, position.is_after_target,
    position.gap_percent, position.progress, position.days_behind,
    position.periods_left, position.distance, position.required_pace, position.achieved_pace,
    case position.pace_months when 1 then 'month' when 3 then 'quarter' else 'year' end as pace_per,
    position.verdict, position.verdict_gap, position.gap_share, position.value_at_target,
    position.outturn, position.is_plateau, position.freshness, position.stale_on,
    target.baseline_value, target.baseline_on, target.baseline_source,
    target.target_value, target.target_on, target.target_kind,
    target.set_by as target_set_by, target.document as target_document,
    target.evidence_url as target_url, target.note as target_note,
    target.evidence as target_evidence,
    verdict.pace_verdict,
    test.test_level, test.test_on, test.test_measure, test.is_new_test,
    test.value_year_before_same_test,
    ended.ended_on, coalesce(priority.unit_type, ended.unit_type) as unit_type,
    coalesce(steps.step_results, []) as step_results,
    rating.rating, rating.rating_before, rating.rating_reason,
    rating.rated_by, rating.rated_at, rating.rating_is_demo,
    priority.owner, priority.is_demo_owner,
    next_step.next_step_title, next_step.next_step_due_on,
    priority.closed_on,
    department.position * 1000 + priority.position as agenda_position
from core.known_priorities as priority
join core.known_departments as department
    on department.department_key = priority.department_key
join core.priority_rules as rule
    on rule.priority_key = priority.priority_key
join core.position as position
    on position.priority_key = priority.priority_key
left join core.known_targets as target
    on target.priority_key = priority.priority_key
left join core.pace_verdict as verdict
    on verdict.priority_key = priority.priority_key
left join core.todays_test as test
    on test.priority_key = priority.priority_key
left join core.known_indicators as ended
    on ended.indicator_key = priority.indicator_key
left join core.step_results as steps
    on steps.priority_key = priority.priority_key
left join core.overall_rating as rating
    on rating.priority_key = priority.priority_key
left join core.next_policy_step as next_step
    on next_step.priority_key = priority.priority_key
