-- Grain: one row per period_end (month). Waits of more than 52 weeks, of which there should be none.
-- The last of four published steps: nobody over two years, 18 months, 65 weeks, one year.
-- England's own published figure and nothing else: the trusts hold 97 to 99 % of these waits. A
-- month of which only trusts are known has no figure here. As in eighteen_weeks.sql, a register
-- that says `published` would do without this file.
select
    observation.period_start,
    observation.period_end,
    observation.value,
    null::double as numerator,
    null::double as denominator,
    observation.status,
    observation.definition_version
from core.known_observations as observation
where observation.indicator_key = 'rtt_over_52_weeks'
    and observation.unit_key = 'england'
