-- Grain: one row per submission_key, indicator_key, unit_key and period_end that was sent: the
-- figure in use just before (null: none was), and the submission whose figure counts now.
-- Ask for one submission: its own figures are sought first, and their other versions among those
-- of its indicators only.
with version as (
    select
        sent.submission_key,
        sent.indicator_key,
        sent.unit_key,
        sent.period_end,
        other.submission_key as version_key,
        (submission.received_at, other.submission_key) as came,
        predecessor.earlier_key is not null as is_earlier,
        not submission.is_withdrawn as is_counted,
        {
            'value': other.value,
            'numerator': other.numerator,
            'denominator': other.denominator,
            'status': other.status
        } as figure
    from tables.observations as sent
    join tables.observations as other
        on other.indicator_key = sent.indicator_key
        and other.unit_key = sent.unit_key
        and other.period_end = sent.period_end
    join core.known_all_submissions as submission
        on submission.submission_key = other.submission_key
    left join core.predecessors as predecessor
        on predecessor.submission_key = sent.submission_key
        and predecessor.earlier_key = other.submission_key
    where other.indicator_key in (
        select scope.indicator_key
        from core.known_scope as scope
    )
)

select
    version.submission_key,
    version.indicator_key,
    version.unit_key,
    version.period_end,
    arg_max(version.figure, version.came) filter (version.is_earlier) as replaced,
    arg_max(version.version_key, version.came) filter (version.is_counted) as counted_key
from version
group by
    version.submission_key,
    version.indicator_key,
    version.unit_key,
    version.period_end
