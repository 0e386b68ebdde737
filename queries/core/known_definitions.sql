-- Grain: one row per indicator_key and definition_version.
-- A new version is a break: figures either side are not compared without a bridge.
select
    definition.indicator_key,
    definition.definition_version,
    definition.valid_from,
    definition.text,
    definition.bridge_to_previous
from tables.indicator_definitions as definition
where definition.register_key = getvariable('register_key')::uuid
