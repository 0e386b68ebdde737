-- Grain: one row per department_key, reporting_round, problem_key and received_at.
-- Everything that was said about a problem; until_at is when other words took its place
-- (infinity: they stand), so that what was said when a draft was accepted can still be read.
select
    explanation.department_key,
    explanation.reporting_round,
    explanation.problem_key,
    explanation.text,
    explanation.written_by,
    explanation.received_at,
    explanation.draft_key,
    coalesce(
        lead(explanation.received_at) over (
            partition by
                explanation.department_key,
                explanation.reporting_round,
                explanation.problem_key
            order by explanation.received_at
        ),
        timestamp 'infinity'
    ) as until_at
from tables.explanations as explanation
where explanation.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
