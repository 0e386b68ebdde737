-- Grain: one row per draft_key and position: what the checks found, those to fix first.
-- A problem excused by a signed waiver is kept too, and counts for nothing.
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
    problem.is_waived
from tables.draft_problems as problem
join tables.drafts as draft
    on draft.draft_key = problem.draft_key
where draft.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
