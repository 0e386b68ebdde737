-- Turns a copy of the demonstration into a unit of 40 priorities and 20 million observations.
-- Every value follows from its place, so that two runs measure the same store.
-- Variables: register_key, unit_count, priority_count, month_count.

create temp table made_priority as
select
    number,
    'made_' || lpad(number::varchar, 2, '0') as priority_key,
    ['health', 'education', 'transport', 'environment'][1 + number % 4] as department_key,
    ['ratio', 'sum', 'mean'][1 + number % 3] as headline_rule,
    ['percent', 'count', 'percent'][1 + number % 3] as measure,
    case when number % 3 = 1 then -1 else 1 end as direction
from range(getvariable('priority_count')) as counted(number);

-- Each priority has its own indicator and two leading ones.
create temp table made_indicator as
select
    priority.number * 3 + step as number,
    priority.priority_key,
    priority.priority_key || ['', '_first_lead', '_second_lead'][1 + step] as indicator_key,
    priority.department_key,
    priority.headline_rule,
    priority.measure,
    priority.direction,
    step
from made_priority as priority
cross join range(3) as stepped(step);

create temp table made_month as
select
    number,
    (date '2026-03-01' - to_months((getvariable('month_count') - 1 - number)::integer))::date
        as period_start,
    last_day((date '2026-03-01' - to_months((getvariable('month_count') - 1 - number)::integer))
        ::date) as period_end
from range(getvariable('month_count')) as counted(number);

create temp table made_submission as
select
    uuid() as submission_key,
    uuid() as file_key,
    department.department_key,
    month.period_end,
    month.period_end::timestamp + interval 21 days as received_at,
    strftime(month.period_end, '%Y-%m') as reporting_round,
    row_number() over (order by month.period_end, department.department_key) as number
from made_month as month
cross join (select distinct priority.department_key from made_priority as priority) as department;

insert into tables.units by name
select
    getvariable('register_key')::uuid as register_key,
    'made_' || lpad(number::varchar, 4, '0') as unit_key,
    'M' || lpad(number::varchar, 4, '0') as code,
    'Made unit ' || number as name,
    'made_unit' as unit_type,
    'Made group ' || (number % 40) as unit_group
from range(getvariable('unit_count')) as counted(number);

insert into tables.indicators by name
select
    getvariable('register_key')::uuid as register_key,
    made.indicator_key,
    made.department_key,
    'Made indicator ' || made.number as title,
    'Made ' || made.number as short_title,
    made.measure,
    made.direction,
    'month' as frequency,
    30 as publication_lag_days,
    30 as grace_days,
    case made.measure when 'percent' then 0.1 else 1000 end as rounding_unit,
    'made_unit' as unit_type,
    made.headline_rule,
    'Made for the benchmark.' as definition,
    'Made' as source,
    'Made' as publisher,
    'None needed' as licence
from made_indicator as made;

insert into tables.indicator_definitions by name
select
    getvariable('register_key')::uuid as register_key,
    made.indicator_key,
    1 as definition_version,
    date '2000-01-01' as valid_from,
    'Made for the benchmark.' as text
from made_indicator as made;

insert into tables.priorities by name
select
    getvariable('register_key')::uuid as register_key,
    made.priority_key,
    made.department_key,
    'Made priority ' || made.number || ' of the benchmark' as title,
    'Made ' || made.number as short_title,
    'What was promised is made up for the benchmark.' as promise,
    made.priority_key as indicator_key,
    made.measure as headline_measure,
    'made up' as headline_label,
    made.headline_rule,
    'Owner ' || made.number as owner,
    true as is_demo_owner,
    100 + made.number as position,
    date '2015-01-01' as started_on
from made_priority as made;

insert into tables.priority_indicators by name
select
    getvariable('register_key')::uuid as register_key,
    made.priority_key,
    made.indicator_key,
    case made.step when 0 then 'target' else 'leading' end as kind,
    made.step as position
from made_indicator as made;

insert into tables.targets by name
select
    getvariable('register_key')::uuid as register_key,
    made.priority_key,
    1 as target_version,
    date '2023-01-31' as agreed_on,
    case made.measure when 'percent' then 62 else 1200000 end as baseline_value,
    date '2023-01-31' as baseline_on,
    case made.measure when 'percent' then 75 else 900000 end as target_value,
    date '2028-03-31' as target_on,
    'target' as target_kind,
    'The benchmark' as set_by,
    'Made' as document,
    'general knowledge: check before showing as fact' as evidence
from made_priority as made;

insert into tables.trajectory_points by name
select
    getvariable('register_key')::uuid as register_key,
    target.priority_key,
    1 as trajectory_version,
    target.agreed_on,
    point.period_end,
    point.central,
    point.origin,
    'linear' as shape,
    1 as definition_version
from tables.targets as target
cross join lateral (
    values
        (target.baseline_on, target.baseline_value, 'baseline'),
        (target.target_on, target.target_value, 'published')
) as point(period_end, central, origin)
where starts_with(target.priority_key, 'made_');

insert into tables.policy_steps by name
select
    getvariable('register_key')::uuid as register_key,
    made.indicator_key || '_step' as policy_step_key,
    made.priority_key,
    'Policy step ' || made.number as title,
    date '2024-06-30' + (made.number * 11)::integer as due_on,
    made.indicator_key,
    true as is_demo,
    date '2023-01-31' as known_on
from made_indicator as made;

insert into tables.ratings by name
select
    getvariable('register_key')::uuid as register_key,
    made.priority_key,
    round.name as rating_round,
    category.name as category,
    case category.name
        when 'challenge' then 'high'
        when 'stage' then '2'
        else ['green', 'amber_green', 'amber_red', 'red'][1 + (made.number + round.step) % 4]
    end as rating,
    'unit' as rater_type,
    'The benchmark' as rated_by,
    round.rated_at,
    'Made for the benchmark.' as reason,
    true as is_demo
from made_priority as made
cross join (
    values (0, '2025-12', timestamp '2026-01-20'), (1, '2026-03', timestamp '2026-04-20')
) as round(step, name, rated_at)
cross join (
    values ('challenge'), ('planning'), ('capacity'), ('stage'), ('overall')
) as category(name);

insert into tables.files by name
select
    made.file_key,
    made.department_key || '-' || made.reporting_round || '-made.xlsx' as file_name,
    md5(made.number::varchar) as file_hash,
    4 as byte_count,
    made.received_at,
    'made'::blob as content
from made_submission as made;

insert into tables.submissions by name
select
    made.submission_key,
    made.file_key,
    md5(made.number::varchar) as file_hash,
    made.department_key,
    made.reporting_round,
    '1' as template_version,
    'The benchmark' as signed_off_by,
    'Made' as signed_off_role,
    made.received_at::date as signed_off_on,
    'The benchmark' as submitted_by,
    made.received_at,
    getvariable('unit_count') * (
        select count(*)
        from made_indicator as indicator
        where indicator.department_key = made.department_key
    ) as observation_count
from made_submission as made;

insert into tables.changes by name
select
    made.number + (select max(change.change_number) from tables.changes as change)
        as change_number,
    made.received_at as changed_at,
    'The benchmark' as changed_by,
    'submission' as what,
    made.submission_key::varchar as about,
    submission.observation_count as row_count
from made_submission as made
join tables.submissions as submission
    on submission.submission_key = made.submission_key;
