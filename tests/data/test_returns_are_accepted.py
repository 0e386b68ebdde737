"""The demonstration's own returns pass the gates they demonstrate."""

import pytest

from stocktake.model.problem import Level, Verdict
from stocktake.returns.check import check_return
from stocktake.returns.context import context_from_register
from tests.data.conftest import DATA, figure_rows

# The newest of each department; loading the demonstration puts all of them through.
NEWEST = [
    "returns/education/education-2026-03.xlsx",
    "returns/environment/environment-2025-12.xlsx",
    "returns/health/health-2026-02.xlsx",
    "returns/policing/policing-2016-03.xlsx",
    "returns/transport/transport-2025-12.xlsx",
]


@pytest.mark.parametrize("file", NEWEST)
def test_the_newest_return_of_each_department_is_accepted(file: str, register):
    checked = check_return(DATA / file, context_from_register(register))
    assert [p for p in checked.problems if p.level is Level.MUST_FIX] == []
    assert checked.verdict is Verdict.ACCEPTED
    assert len(checked.observations) == len(list(figure_rows(file)))


def test_a_return_read_back_has_the_values_of_its_cells(register):
    file = "returns/transport/transport-2025-12.xlsx"
    observations = check_return(DATA / file, context_from_register(register)).observations
    read = observations.set_index(["indicator_key", "unit_key", "period_end"])
    for row in figure_rows(file):
        stored = read.loc[row.key]
        if row.numerator is None:
            assert stored["value"] == row.value
        else:
            assert stored["value"] == pytest.approx(100 * row.numerator / row.denominator)
