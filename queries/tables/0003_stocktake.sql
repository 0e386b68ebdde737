-- The live stocktake: judgements given in the app, the meeting and its agenda, frozen editions,
-- what was captured in the room, and what became of each action. Appended to, never updated: the
-- newest row of a key counts. Only the parts of an edition that was thrown away are deleted.

create table tables.given_ratings (
    rating_key uuid not null,
    priority_key varchar not null,
    rating_round varchar not null,
    category varchar not null,
    rating varchar not null,
    rater_type varchar not null,
    rated_by varchar not null,
    reason varchar not null,
    evidence varchar,
    suggested_rating varchar,
    meeting_key uuid,
    received_at timestamp not null
);

create table tables.rating_rounds (
    rating_round varchar not null,
    title varchar not null,
    purpose varchar not null,
    cut_off_on date not null,
    state varchar not null,
    reason varchar,
    decided_by varchar not null,
    received_at timestamp not null
);

create table tables.meetings (
    meeting_key uuid not null,
    version_key uuid not null,
    title varchar not null,
    held_on date not null,
    chair varchar not null,
    department_keys varchar not null,
    saved_by varchar not null,
    received_at timestamp not null
);

create table tables.agenda_items (
    version_key uuid not null,
    position integer not null,
    kind varchar not null,
    priority_key varchar,
    title varchar not null,
    minutes integer not null,
    text varchar not null,
    options varchar not null,
    ask varchar not null
);

create table tables.inquiries (
    meeting_key uuid not null,
    priority_key varchar not null,
    lines varchar not null,
    written_by varchar not null,
    received_at timestamp not null
);

create table tables.meeting_events (
    meeting_key uuid not null,
    event varchar not null,
    edition_key varchar,
    decided_by varchar not null,
    received_at timestamp not null
);

-- Where the chair is. Not a fact and not in the audit: it lets others follow, and tells the minutes.
create table tables.meeting_steps (
    meeting_key uuid not null,
    screen_key varchar not null,
    shown_by varchar not null,
    received_at timestamp not null
);

create table tables.editions (
    edition_key varchar not null,
    meeting_key uuid not null,
    title varchar not null,
    known_at timestamp,
    shown_on date not null,
    data_version bigint not null,
    program_version varchar not null,
    screen_count integer not null,
    part_count integer not null,
    byte_count bigint not null,
    checksum varchar not null,
    frozen_by varchar not null,
    received_at timestamp not null
);

create table tables.edition_parts (
    edition_key varchar not null,
    part varchar not null,
    checksum varchar not null,
    content blob not null
);

create table tables.edition_states (
    edition_key varchar not null,
    state varchar not null,
    decided_by varchar not null,
    received_at timestamp not null
);

create table tables.captures (
    capture_key uuid not null,
    meeting_key uuid not null,
    kind varchar not null,
    text varchar not null,
    owner varchar,
    due_on date,
    due_text varchar,
    priority_key varchar,
    screen_key varchar,
    is_struck boolean not null,
    written_by varchar not null,
    received_at timestamp not null
);

create table tables.action_changes (
    action_key varchar not null,
    change varchar not null,
    due_on date,
    owner varchar,
    evidence varchar,
    reason varchar not null,
    meeting_key uuid,
    decided_by varchar not null,
    received_at timestamp not null
);
