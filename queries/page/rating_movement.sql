-- Grain: one row per priority_key and rating_round with an overall rating of the unit.
-- before_round and rating_before are the priority's own last ones; who joined or left between any
-- two rounds is seen by taking the rows of both.
select
    rating.priority_key,
    priority.short_title,
    priority.department_key,
    department.title as department,
    rating.rating_round,
    rating.rating,
    earlier.rating_round as before_round,
    earlier.rating as rating_before,
    rating.rated_by,
    rating.rated_at,
    rating.is_demo,
    rating.age = 1 as is_latest,
    priority.closed_on,
    department.position * 1000 + priority.position as agenda_position
from core.rating_by_round as rating
join core.known_priorities as priority
    on priority.priority_key = rating.priority_key
join core.known_departments as department
    on department.department_key = priority.department_key
left join core.rating_by_round as earlier
    on earlier.priority_key = rating.priority_key
    and earlier.age = rating.age + 1
