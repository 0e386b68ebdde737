-- Grain: one row per priority_key, happened_on and text: dated remarks for the chart.
select
    annotation.priority_key,
    annotation.happened_on,
    annotation.text,
    annotation.source
from core.known_annotations as annotation
