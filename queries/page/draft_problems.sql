-- Grain: one row per draft_key and position: what was found in a file, and what was said about it.
select
    problem.draft_key,
    problem.position,
    problem.problem_key,
    problem.code,
    problem.level,
    problem.sheet,
    problem.section,
    problem.cells,
    problem.found,
    problem.message,
    problem.fix,
    problem.is_waived,
    problem.explanation,
    problem.explained_by,
    problem.explained_at,
    problem.is_open_question
from core.answered_problems as problem
order by problem.draft_key, problem.position
