-- Grain: one row per name: everybody an action can be given to, for completion while typing.
-- With each name, apart by blanks: the priorities that are theirs, and the departments they speak
-- for, as its owner, as who signs its returns, or as who has an action about one of its priorities;
-- null where there is none.
with named as (
    select priority.owner as name, priority.department_key, priority.priority_key
    from core.known_priorities as priority
    union all
    select action.owner, priority.department_key, null
    from core.known_actions as action
    left join core.known_priorities as priority
        on priority.priority_key = action.priority_key
    union all
    select meeting.chair, null, null
    from core.known_meetings as meeting
    union all
    select submission.signed_off_by, submission.department_key, null
    from core.known_submissions as submission
)

select
    named.name,
    string_agg(distinct named.priority_key, ' ' order by named.priority_key) as priority_keys,
    string_agg(distinct named.department_key, ' ' order by named.department_key) as department_keys
from named
where trim(named.name) <> ''
group by named.name
