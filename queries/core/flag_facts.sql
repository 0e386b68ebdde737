-- Grain: one row per open priority_key: what the rules of contradiction look at.
-- A closed case is left out: nobody can still act on a contradiction there.
select
    priority.priority_key,
    overall.rating_round,
    overall.rating,
    overall.score,
    earlier.rating as rating_before,
    earlier.score as score_before,
    department.rating as department_rating,
    department.score as department_score,
    judged.compared_on,
    judged.position,
    judged.gap,
    run.run_count,
    run.first_round,
    run.first_gap,
    steps.due_step_count,
    steps.on_time_step_count,
    sheet.sheet_round,
    sheet.answer_count,
    sheet.distinct_count,
    sheet.sheet_rating
from core.known_priorities as priority
left join core.rating_by_round as overall
    on overall.priority_key = priority.priority_key
    and overall.age = 1
left join core.rating_by_round as earlier
    on earlier.priority_key = priority.priority_key
    and earlier.age = 2
left join core.scored_ratings as department
    on department.priority_key = priority.priority_key
    and department.rating_round = overall.rating_round
    and department.category = 'overall'
    and department.rater_type = 'department'
left join core.latest_judged as judged
    on judged.priority_key = priority.priority_key
left join core.unchanged_run as run
    on run.priority_key = priority.priority_key
left join core.steps_due as steps
    on steps.priority_key = priority.priority_key
left join core.sub_question_sheet as sheet
    on sheet.priority_key = priority.priority_key
where priority.closed_on is null
