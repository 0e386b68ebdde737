-- Grain: one row per indicator_key whose gaps the register explains: the last day that it explains.
-- Nobody is late with a figure that is known not to be there.
select
    gap.indicator_key,
    max(gap.ends_on) as explained_on
from core.known_series_gaps as gap
where gap.unit_key is null
group by gap.indicator_key
