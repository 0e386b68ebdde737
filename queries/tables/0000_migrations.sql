-- The record of the migrations themselves; made before any of them runs.
create table if not exists tables.migrations (
    name varchar not null,
    checksum varchar not null,
    applied_at timestamp not null
)
