-- The returns desk: what was sent and not yet accepted, what was found and said about it, and the
-- answers beside the figures. Like the first tables: appended to, never updated. A waiver, a
-- layout and a match of names are replaced by a newer row of the same key.

create table tables.drafts (
    draft_key uuid not null,
    file_key uuid not null,
    file_hash varchar not null,
    department_key varchar,
    reporting_round varchar,
    layout_key varchar,
    verdict varchar not null,
    must_fix_count integer not null,
    explain_count integer not null,
    information_count integer not null,
    observation_count bigint,
    sent_by varchar not null,
    received_at timestamp not null
);

create table tables.draft_problems (
    draft_key uuid not null,
    position integer not null,
    problem_key varchar not null,
    code varchar not null,
    level varchar not null,
    sheet varchar,
    section varchar,
    cells varchar not null,
    found varchar,
    message varchar not null,
    fix varchar not null,
    is_waived boolean not null
);

create table tables.explanations (
    department_key varchar not null,
    reporting_round varchar not null,
    problem_key varchar not null,
    text varchar not null,
    written_by varchar not null,
    received_at timestamp not null,
    draft_key uuid not null
);

create table tables.draft_outcomes (
    draft_key uuid not null,
    outcome varchar not null,
    submission_key uuid,
    decided_by varchar not null,
    received_at timestamp not null
);

create table tables.submission_effects (
    submission_key uuid not null,
    new_count bigint not null,
    changed_count bigint not null,
    withdrawn_count bigint not null,
    unchanged_count bigint not null
);

create table tables.waivers (
    waiver_key uuid not null,
    code varchar not null,
    department_key varchar not null,
    indicator_key varchar,
    unit_key varchar,
    reason varchar not null,
    signed_by varchar not null,
    signed_on date not null,
    expires_on date not null,
    received_at timestamp not null
);

create table tables.layouts (
    layout_key varchar not null,
    department_key varchar not null,
    title varchar not null,
    layout varchar not null,
    saved_by varchar not null,
    received_at timestamp not null
);

create table tables.name_matches (
    department_key varchar not null,
    kind varchar not null,
    given varchar not null,
    matched_key varchar,
    confirmed_by varchar not null,
    received_at timestamp not null
);

create table tables.commentaries (
    submission_key uuid not null,
    section varchar not null,
    text varchar not null,
    sheet varchar not null,
    cell varchar not null
);

create table tables.action_updates (
    submission_key uuid not null,
    action_key varchar not null,
    status varchar,
    note varchar,
    due_on date,
    done_on date,
    sheet varchar not null,
    row_number integer not null
);

create table tables.policy_step_updates (
    submission_key uuid not null,
    policy_step_key varchar not null,
    forecast_on date,
    done_on date,
    status varchar,
    note varchar,
    sheet varchar not null,
    row_number integer not null
);

create table tables.self_ratings (
    submission_key uuid not null,
    priority_key varchar not null,
    category varchar not null,
    rating varchar not null,
    reason varchar,
    sheet varchar not null,
    row_number integer not null
);

create table tables.actions (
    register_key uuid not null,
    action_key varchar not null,
    priority_key varchar not null,
    text varchar not null,
    owner varchar not null,
    is_demo_owner boolean not null,
    agreed_on date not null,
    due_on date not null
);
