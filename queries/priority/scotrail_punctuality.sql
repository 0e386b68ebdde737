-- Grain: one row per period_end (quarter). ScotRail punctuality over the last four quarters.
-- Each quarter weighs by the trains planned in it. The industry's own yearly average uses
-- thirteen four-week periods, so it can differ by a few tenths of a point.
select
    year.period_start,
    year.period_end,
    year.value,
    null::double as numerator,
    year.denominator,
    year.status,
    year.definition_version
from core.unit_years as year
where year.indicator_key = 'rail_punctuality'
    and year.unit_key = 'operator_scotrail'
    and year.value is not null
