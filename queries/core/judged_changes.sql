-- Grain: one row per priority_key and period_end of a judged figure: its change on the one before.
-- Nothing at a first figure, after a missing period, and where the definition changed without a
-- bridge. A promise about single months of the year changes in years.
with spaced as (
    select
        headline.priority_key,
        rule.indicator_key,
        headline.period_end,
        headline.definition_version,
        lag(headline.definition_version) over in_time as version_before,
        headline.value - lag(headline.value) over in_time as change,
        date_diff('month', lag(headline.period_end) over in_time, headline.period_end)
            = case when bool_or(headline.status = 'not_judged') over whole then 12
                else rule.period_months end as is_next
    from core.known_headlines as headline
    join core.priority_rules as rule
        on rule.priority_key = headline.priority_key
    where headline.value is not null
    window whole as (partition by headline.priority_key),
        in_time as (
            partition by headline.priority_key, headline.status = 'not_judged'
            order by headline.period_end
        )
    qualify headline.status <> 'not_judged'
)

select
    spaced.priority_key,
    spaced.period_end,
    spaced.change - case
        when not spaced.is_next then null
        when spaced.definition_version = spaced.version_before then 0
        when spaced.definition_version = spaced.version_before + 1
            then definition.bridge_to_previous
    end as change
from spaced
left join core.known_definitions as definition
    on definition.indicator_key = spaced.indicator_key
    and definition.definition_version = spaced.definition_version
