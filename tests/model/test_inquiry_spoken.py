"""Whatever is known of a priority, each question that is asked can be spoken aloud."""

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.beyond import (
    ActionFacts,
    Beyond,
    StepFacts,
)
from stocktake.model.facts import PriorityFacts
from stocktake.model.inquiry import lines_of_inquiry
from stocktake.model.rating import Rating
from tests.model.test_inquiry import QUIET, TODAY, WAITS, WALES, spread

JARGON = re.compile(
    r"(?i)\b(trajector|indicator|variance|kpi|rag|outturn|metric|stakeholder|baseline|headline|"
    r"perverse|plateau|percentile|median value|deliver(able|ology)|leverage|going forward)"
)
NAMES = st.sampled_from(["Weekend hubs in every region of the country, at last", "A", ""])
FIGURES = st.one_of(st.none(), st.floats(-1e6, 1e6))
DAYS = st.one_of(st.none(), st.dates(date(2015, 1, 1), date(2032, 1, 1)))
SOME = {
    float | None: FIGURES,
    date | None: DAYS,
    bool: st.booleans(),
    int | None: st.one_of(st.none(), st.integers(1, 400)),
}
FIXED = {
    "position": st.sampled_from([None, "ahead", "on", "behind", "well_behind"]),
    "rating": st.sampled_from([None, *Rating]),
    "pace_verdict": st.sampled_from([None, "insufficient", "reached"]),
    "freshness": st.sampled_from(["fresh", "stale"]),
    "target_kind": st.sampled_from(["target", "legal_duty"]),
    "measure": st.sampled_from(["percent", "count", "weeks", "change_percent"]),
    "frequency": st.sampled_from(["month", "school_year"]),
    "direction": st.sampled_from([1, -1]),
    "rounding_unit": st.sampled_from([None, 0.1, 1.0, 100.0]),
}
CHANGES = st.fixed_dictionaries(
    {f.name: SOME[f.type] for f in fields(PriorityFacts) if f.type in SOME} | FIXED
)
STEPS = st.builds(
    StepFacts,
    NAMES,
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    DAYS,
    st.one_of(st.none(), NAMES),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
)
BEYOND = st.builds(
    Beyond,
    st.just(TODAY),
    st.one_of(
        st.none(),
        st.just(WALES),
        st.lists(st.floats(0, 1e6), min_size=2, max_size=60).map(lambda v: spread(sorted(v))),
    ),
    st.lists(STEPS, max_size=3).map(tuple),
    st.lists(
        st.builds(ActionFacts, NAMES, st.just(TODAY), st.integers(0, 12), st.booleans()), max_size=2
    ).map(tuple),
    st.sampled_from([(), (WAITS,)]),
    st.sampled_from([None, *Rating]),
    st.integers(0, 12),
)


@given(CHANGES, BEYOND)
def test_every_question_can_be_spoken(changes: dict[str, Any], beyond: Beyond):
    lines = lines_of_inquiry(replace(QUIET, **changes), beyond)
    assert 2 <= len(lines) <= 3
    assert len({line.key for line in lines}) == len(lines)
    for line in lines:
        assert line.text.endswith("?")
        assert len(line.text.split()) <= 30, line
        assert not JARGON.search(line.text), line
