-- The first tables. Facts are appended and never updated: a correction is a newer submission,
-- a withdrawal is a row. Plain types and `not null` only, so that the same files run on DuckLake,
-- where primary keys do not exist; uniqueness is kept by the write transaction.

create table tables.changes (
    change_number bigint not null,
    changed_at timestamp not null,
    changed_by varchar not null,
    what varchar not null,
    about varchar not null,
    row_count bigint not null
);

create table tables.registers (
    register_key uuid not null,
    received_at timestamp not null,
    received_by varchar not null,
    file_name varchar not null,
    file_hash varchar not null,
    unit_title varchar not null,
    held_today_on date,
    is_demo boolean not null
);

create table tables.departments (
    register_key uuid not null,
    department_key varchar not null,
    title varchar not null,
    position integer not null
);

create table tables.units (
    register_key uuid not null,
    unit_key varchar not null,
    code varchar,
    name varchar not null,
    unit_type varchar not null,
    unit_group varchar
);

create table tables.indicators (
    register_key uuid not null,
    indicator_key varchar not null,
    department_key varchar not null,
    title varchar not null,
    short_title varchar not null,
    measure varchar not null,
    direction tinyint not null,
    frequency varchar not null,
    publication_lag_days integer not null,
    grace_days integer not null,
    rounding_unit double not null,
    unit_type varchar not null,
    numerator_label varchar,
    denominator_label varchar,
    headline_rule varchar not null,
    weight_indicator_key varchar,
    definition varchar not null,
    source varchar not null,
    publisher varchar not null,
    licence varchar not null
);

create table tables.indicator_definitions (
    register_key uuid not null,
    indicator_key varchar not null,
    definition_version integer not null,
    valid_from date not null,
    text varchar not null,
    bridge_to_previous double
);

create table tables.priorities (
    register_key uuid not null,
    priority_key varchar not null,
    department_key varchar not null,
    title varchar not null,
    short_title varchar not null,
    promise varchar not null,
    indicator_key varchar not null,
    headline_measure varchar not null,
    headline_label varchar not null,
    headline_rule varchar not null,
    unit_type varchar,
    unit_group varchar,
    unit_key varchar,
    owner varchar not null,
    is_demo_owner boolean not null,
    position integer not null,
    started_on date not null,
    closed_on date
);

create table tables.priority_indicators (
    register_key uuid not null,
    priority_key varchar not null,
    indicator_key varchar not null,
    kind varchar not null,
    position integer not null
);

create table tables.targets (
    register_key uuid not null,
    priority_key varchar not null,
    target_version integer not null,
    agreed_on date not null,
    baseline_value double,
    baseline_on date,
    baseline_source varchar,
    target_value double not null,
    target_on date,
    target_kind varchar not null,
    set_by varchar not null,
    document varchar not null,
    evidence_url varchar,
    evidence varchar not null,
    note varchar,
    tolerance_on double,
    tolerance_behind double
);

create table tables.trajectory_points (
    register_key uuid not null,
    priority_key varchar not null,
    trajectory_version integer not null,
    agreed_on date not null,
    period_end date not null,
    central double not null,
    low double,
    high double,
    origin varchar not null,
    label varchar,
    shape varchar not null,
    definition_version integer not null
);

create table tables.unit_targets (
    register_key uuid not null,
    priority_key varchar not null,
    indicator_key varchar not null,
    unit_key varchar,
    agreed_on date not null,
    target_on date not null,
    value double not null,
    label varchar not null,
    evidence varchar not null
);

create table tables.policy_steps (
    register_key uuid not null,
    policy_step_key varchar not null,
    priority_key varchar not null,
    title varchar not null,
    due_on date not null,
    done_on date,
    indicator_key varchar,
    expected_move_on date,
    is_demo boolean not null,
    known_on date not null
);

create table tables.annotations (
    register_key uuid not null,
    priority_key varchar not null,
    happened_on date not null,
    text varchar not null,
    source varchar not null
);

create table tables.ratings (
    register_key uuid not null,
    priority_key varchar not null,
    rating_round varchar not null,
    category varchar not null,
    rating varchar not null,
    rater_type varchar not null,
    rated_by varchar not null,
    rated_at timestamp not null,
    reason varchar not null,
    is_demo boolean not null
);

create table tables.reporting_rounds (
    register_key uuid not null,
    reporting_round varchar not null,
    department_key varchar not null,
    title varchar not null,
    opens_on date not null,
    due_on date not null
);

create table tables.files (
    file_key uuid not null,
    file_name varchar not null,
    file_hash varchar not null,
    byte_count bigint not null,
    received_at timestamp not null,
    content blob not null
);

create table tables.submissions (
    submission_key uuid not null,
    file_key uuid not null,
    file_hash varchar not null,
    department_key varchar not null,
    reporting_round varchar not null,
    template_version varchar not null,
    signed_off_by varchar not null,
    signed_off_role varchar not null,
    signed_off_on date not null,
    submitted_by varchar not null,
    received_at timestamp not null,
    observation_count bigint not null
);

create table tables.withdrawals (
    submission_key uuid not null,
    is_withdrawn boolean not null,
    received_at timestamp not null,
    decided_by varchar not null,
    reason varchar not null
);

create table tables.observations (
    submission_key uuid not null,
    indicator_key varchar not null,
    unit_key varchar not null,
    period_start date not null,
    period_end date not null,
    value double,
    numerator double,
    denominator double,
    status varchar not null,
    symbol varchar,
    definition_version integer not null,
    revision_reason varchar,
    note varchar,
    sheet varchar not null,
    row_number integer not null,
    value_column varchar,
    numerator_column varchar,
    denominator_column varchar
);

-- Not a fact: every priority's headline as its view in `priority` gives it, kept for one data
-- version, moment and day (memo_key), because planning a union of every priority's SQL costs
-- far more than reading it. It may be emptied at any time and fills itself again.
create table tables.headlines (
    memo_key varchar not null,
    priority_key varchar not null,
    period_start date not null,
    period_end date not null,
    value double,
    numerator double,
    denominator double,
    status varchar not null,
    definition_version integer not null
);
