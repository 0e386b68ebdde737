-- Grain: one row per department_key and reporting_round: where its return stands, and how late.
-- The newest thing counts: a draft sent after the accepted return is what is shown, with
-- has_accepted. A return is as late as the first one in use; one not accepted grows later daily.
select
    round.department_key,
    department.title as department,
    department.position as department_position,
    round.reporting_round,
    round.title as round_title,
    round.opens_on,
    round.due_on,
    case
        when draft.draft_key is not null then draft.state
        when accepted.submission_key is not null then 'accepted'
        when moment.today_on < round.opens_on then 'not_open'
        else 'not_sent'
    end as state,
    accepted.submission_key is not null as has_accepted,
    -- The day shown may be held still (a demonstration): nothing is later than that day.
    greatest(
        0,
        least(coalesce(accepted.first_received_at::date, moment.today_on), moment.today_on)
            - round.due_on
    )::integer as days_late,
    coalesce(draft.sent_by, accepted.sent_by) as sent_by,
    coalesce(draft.received_at, accepted.received_at) as received_at,
    draft.draft_key,
    accepted.submission_key,
    coalesce(draft.must_fix_count, 0) as must_fix_count,
    coalesce(draft.open_question_count, 0) as open_question_count,
    case when draft.draft_key is null then accepted.observation_count
        else draft.observation_count end as observation_count,
    coalesce(accepted.submission_count, 0) as submission_count,
    -- What the department wrote: read on the return itself.
    exists (
        select 1
        from core.known_commentaries as word
        where word.department_key = round.department_key
            and word.reporting_round = round.reporting_round
    ) as has_commentary
from core.known_rounds as round
cross join core.known_moment as moment
join core.known_departments as department
    on department.department_key = round.department_key
left join core.round_submissions as accepted
    on accepted.department_key = round.department_key
    and accepted.reporting_round = round.reporting_round
left join core.round_drafts as draft
    on draft.department_key = round.department_key
    and draft.reporting_round = round.reporting_round
    and (accepted.received_at is null or draft.received_at > accepted.received_at)
order by department.position, round.due_on, round.reporting_round
