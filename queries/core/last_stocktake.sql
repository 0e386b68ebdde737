-- Grain: one row per department_key that a closed stocktake has covered by the day shown.
-- The newest of them; one without departments covered every department.
select
    department.department_key,
    meeting.meeting_key,
    meeting.title,
    meeting.held_on
from core.known_departments as department
cross join core.known_moment as moment
join core.known_meetings as meeting
    on meeting.state = 'closed'
    and meeting.held_on <= moment.today_on
    and (
        meeting.department_keys = ''
        or list_contains(string_split(meeting.department_keys, ' '), department.department_key)
    )
qualify row_number() over (
    partition by department.department_key
    order by meeting.held_on desc, meeting.received_at desc
) = 1
