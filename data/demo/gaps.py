"""Why stretches of the series have no figure: the sheet series_gaps."""

import pandas as pd

from data.demo.plans import read_sheet
from stocktake.returns.register_schema import SHEETS

_FIELD_TEST = "The trust was testing other standards and did not publish this one"


def build_series_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Build the sheet: what is written by hand, and the trusts that published no four-hour figure.

    Each of those trusts has one stretch of months, which the publisher's files mark.
    """
    tested = rows[
        rows["flag"].str.startswith("not published") & rows["indicator_key"].eq("ae_four_hour")
    ]
    stretches = tested.groupby("unit_key", as_index=False).agg(
        starts_on=("period_start", "min"), ends_on=("period_end", "max")
    )
    of_trusts = stretches.assign(
        indicator_key="ae_four_hour",
        reason="suppressed",
        text=_FIELD_TEST,
        source="data/SOURCES.md",
    )
    gaps = pd.concat([read_sheet("series_gaps"), of_trusts], ignore_index=True)
    return gaps[list(SHEETS["series_gaps"].columns)]
