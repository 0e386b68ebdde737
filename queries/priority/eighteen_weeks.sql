-- Grain: one row per period_end (month). Share of the waiting list within 18 weeks.
-- England's own published figure and nothing else: the trusts hold 94 to 96 % of the list, so their
-- sum is another measure. A month of which only trusts are known has no figure here. A register that
-- says `published` would do without this file; one that says `own`, as it once did, asks for it.
select
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.definition_version
from core.known_observations as observation
where observation.indicator_key = 'rtt_18_weeks'
    and observation.unit_key = 'england'
