-- Grain: one row per department_key.
-- In the order the register gives, which is the order of the menus.
select
    department.department_key,
    department.title,
    department.position
from tables.departments as department
where department.register_key = getvariable('register_key')::uuid
