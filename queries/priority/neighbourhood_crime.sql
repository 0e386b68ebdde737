-- Grain: one row per period_end (month). Neighbourhood crime in the twelve months to then.
-- Change in per cent against the year to March 2012, the baseline of the Mayor's 20 % promise.
-- A rolling year has no seasons, so any month may be held against the line. A month in which a
-- borough is silent has no London figure.
with london as (
    select
        year.period_start,
        year.period_end,
        sum(year.value) as offences,
        max(year.status) as status,
        max(year.definition_version) as definition_version
    from core.unit_years as year
    where year.indicator_key = 'mopac7_offences'
    group by year.period_start, year.period_end
    having count(year.value) = count(*)
)

select
    london.period_start,
    london.period_end,
    100.0 * (london.offences / baseline.offences - 1) as value,
    london.offences as numerator,
    baseline.offences as denominator,
    london.status,
    london.definition_version
from london
join london as baseline
    on baseline.period_end = date '2012-03-31'
