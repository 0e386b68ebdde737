"""Which steps are asked about: only on figures newer than the step itself."""

from dataclasses import replace

import pytest

from stocktake.model.step_effect import StepEffect
from tests.model.test_inquiry import DONE_STEP, YES, asked

SILENT = (None, "too_early", "no_figure_since", "too_few")


@pytest.mark.parametrize("answer", [*SILENT, "yes"])
def test_a_step_without_an_answer_for_the_worse_is_not_asked_about(answer: str | None):
    step = replace(DONE_STEP, indicator=StepEffect(answer))
    assert "step_without_effect" not in asked({}, {"steps": (step,)})


@pytest.mark.parametrize("answer", [*SILENT, "yes"])
def test_the_target_figure_is_asked_about_only_where_it_answered_no(answer: str | None):
    step = replace(DONE_STEP, indicator=YES, target=StepEffect(answer))
    assert "step_without_target" not in asked({}, {"steps": (step,)})


def test_a_change_for_the_worse_is_said_to_be_one():
    step = replace(DONE_STEP, indicator=StepEffect("worse", -1.4))
    text = asked({}, {"steps": (step,)})["step_without_effect"]
    assert "a change for the worse in “Median wait” since" in text
    assert "no clear change" not in text
