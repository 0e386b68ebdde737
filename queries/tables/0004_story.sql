-- What a story told truthfully needs to know: whom a unit may be compared with, which series have
-- seasons, why a figure is missing, whom a count is per head of, and a first page in the unit's
-- own words.

alter table tables.units add column peer_group varchar;

alter table tables.indicators add column is_seasonal boolean;

alter table tables.indicators add column ended_on date;

alter table tables.indicators add column population_indicator_key varchar;

-- Why a stretch of a series has no figure; no unit_key: nobody's figure is there.
create table tables.series_gaps (
    register_key uuid not null,
    indicator_key varchar not null,
    unit_key varchar,
    starts_on date not null,
    ends_on date not null,
    reason varchar not null,
    text varchar,
    source varchar
);

-- A line of the front page as the unit words it for one stocktake; the newest wording counts, and
-- an empty one takes the line off.
create table tables.front_lines (
    meeting_key uuid not null,
    line_key varchar not null,
    text varchar,
    written_by varchar not null,
    received_at timestamp not null
);
