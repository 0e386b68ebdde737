-- Grain: one row per draft_key that has questions nobody has answered yet.
select
    problem.draft_key,
    count(*) as open_question_count
from core.answered_problems as problem
where problem.is_open_question
group by problem.draft_key
