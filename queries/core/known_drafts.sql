-- Grain: one row per draft_key: a file on the desk, and what became of it by the moment shown.
-- outcome is open until the draft is accepted or set aside.
with decided as (
    select
        outcome.draft_key,
        outcome.outcome,
        outcome.received_at,
        outcome.decided_by,
        outcome.submission_key
    from tables.draft_outcomes as outcome
    where outcome.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
    qualify row_number() over (
        partition by outcome.draft_key
        order by outcome.received_at desc
    ) = 1
)

select
    draft.draft_key,
    draft.file_key,
    draft.file_hash,
    file.file_name,
    file.byte_count,
    draft.department_key,
    draft.reporting_round,
    draft.layout_key,
    draft.verdict,
    draft.must_fix_count,
    draft.explain_count,
    draft.information_count,
    draft.observation_count,
    draft.sent_by,
    draft.received_at,
    coalesce(decided.outcome, 'open') as outcome,
    decided.received_at as outcome_at,
    decided.decided_by,
    decided.submission_key
from tables.drafts as draft
join tables.files as file
    on file.file_key = draft.file_key
left join decided
    on decided.draft_key = draft.draft_key
where draft.received_at <= coalesce(getvariable('known_at')::timestamp, timestamp 'infinity')
