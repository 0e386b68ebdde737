-- The figures of one made indicator: every unit, every month, in the order the store keeps them.
-- Variables: number (of the indicator), unit_count.
insert into tables.observations by name
with figure as (
    select
        indicator.indicator_key,
        indicator.measure,
        indicator.department_key,
        unit.number as unit_number,
        month.number as month_number,
        month.period_start,
        month.period_end,
        -- 300 to 1,099 cases a unit, and about 6 in 10 of them well, slowly more.
        300 + hash(unit.number, indicator.number) % 800 as denominator,
        0.58 + 0.0006 * month.number
            + (hash(unit.number, month.number, indicator.number) % 1000) / 10000.0 as share
    from made_indicator as indicator
    cross join range(getvariable('unit_count')) as unit(number)
    cross join made_month as month
    where indicator.number = getvariable('number')
)

select
    submission.submission_key,
    figure.indicator_key,
    'made_' || lpad(figure.unit_number::varchar, 4, '0') as unit_key,
    figure.period_start,
    figure.period_end,
    case figure.measure
        when 'percent' then 100.0 * round(figure.denominator * figure.share) / figure.denominator
        else round(figure.denominator * figure.share)
    end as value,
    case figure.measure when 'percent' then round(figure.denominator * figure.share) end
        as numerator,
    case figure.measure when 'percent' then figure.denominator end as denominator,
    'final' as status,
    1 as definition_version,
    'Figures' as sheet,
    (6 + figure.unit_number)::integer as row_number,
    'G' as value_column,
    case figure.measure when 'percent' then 'E' end as numerator_column,
    case figure.measure when 'percent' then 'F' end as denominator_column
from figure
join made_submission as submission
    on submission.department_key = figure.department_key
    and submission.period_end = figure.period_end
order by figure.unit_number, figure.month_number;
