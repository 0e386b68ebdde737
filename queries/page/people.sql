-- Grain: one row per name: everybody an action can be given to, for completion while typing.
select distinct named.name
from (
    select priority.owner as name
    from core.known_priorities as priority
    union all
    select action.owner
    from core.known_actions as action
    union all
    select meeting.chair
    from core.known_meetings as meeting
    union all
    select submission.signed_off_by
    from core.known_submissions as submission
) as named
where trim(named.name) <> ''
