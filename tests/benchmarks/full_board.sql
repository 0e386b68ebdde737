-- Fills a copy of the demonstration with 40 departments of 12 monthly rounds, as a big unit has
-- them: most accepted, some with a file that waits or must be fixed, the newest not sent.
-- Variable: register_key.

create temp table made_round as
select
    department.number as department_number,
    'made_' || lpad(department.number::varchar, 2, '0') as department_key,
    step.number as round_number,
    strftime(date '2025-05-01' + to_months(step.number::integer), '%Y-%m') as reporting_round,
    (date '2025-05-01' + to_months(step.number::integer + 1))::date as opens_on,
    uuid() as submission_key,
    uuid() as draft_key,
    uuid() as file_key
from range(1, 41) as department(number)
cross join range(12) as step(number);

insert into tables.departments by name
select distinct
    getvariable('register_key')::uuid as register_key,
    made.department_key,
    'Department ' || made.department_number as title,
    (100 + made.department_number)::integer as position
from made_round as made;

insert into tables.reporting_rounds by name
select
    getvariable('register_key')::uuid as register_key,
    made.reporting_round,
    made.department_key,
    'Month ' || made.reporting_round as title,
    made.opens_on,
    made.opens_on + 14 as due_on
from made_round as made;

insert into tables.files by name
select
    made.file_key,
    made.department_key || '-' || made.reporting_round || '.xlsx' as file_name,
    md5(made.file_key::varchar) as file_hash,
    0 as byte_count,
    (made.opens_on + 10)::timestamp as received_at,
    ''::blob as content
from made_round as made;

insert into tables.submissions by name
select
    made.submission_key,
    made.file_key,
    md5(made.file_key::varchar) as file_hash,
    made.department_key,
    made.reporting_round,
    '2' as template_version,
    'A signer' as signed_off_by,
    'Director' as signed_off_role,
    made.opens_on + 9 as signed_off_on,
    'A sender' as submitted_by,
    (made.opens_on + 10 + (made.department_number % 9)::integer)::timestamp as received_at,
    0 as observation_count
from made_round as made
where made.round_number < 10;

insert into tables.drafts by name
select
    made.draft_key,
    made.file_key,
    md5(made.file_key::varchar) as file_hash,
    made.department_key,
    made.reporting_round,
    case made.department_number % 3 when 0 then 'problems' else 'accepted' end as verdict,
    case made.department_number % 3 when 0 then 4 else 0 end as must_fix_count,
    3 as explain_count,
    2 as information_count,
    100 as observation_count,
    'A sender' as sent_by,
    (made.opens_on + 11)::timestamp as received_at
from made_round as made
where made.round_number in (9, 10);

insert into tables.draft_problems by name
select
    draft.draft_key,
    step.number::integer as position,
    md5(draft.draft_key::varchar || step.number) as problem_key,
    'R-301' as code,
    'explain' as level,
    'Figures' as sheet,
    'F' || (10 + step.number) as cells,
    '12 after 9' as found,
    'That is more than three times the usual movement.' as message,
    'Say what happened.' as fix,
    false as is_waived
from tables.drafts as draft
cross join range(1, 10) as step(number);
