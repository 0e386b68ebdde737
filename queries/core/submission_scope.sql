-- Grain: one row per submission_key and indicator_key that it holds figures of.
select
    observation.submission_key,
    observation.indicator_key
from tables.observations as observation
group by
    observation.submission_key,
    observation.indicator_key
