"""The ledger as a workbook, made when somebody asks for it."""

from collections.abc import Sequence

from stocktake.documents.actions_list import ActionList, build_actions_list
from stocktake.documents.record import past_actions
from stocktake.model.numbers import day
from stocktake.ui.downloads import download_bytes
from stocktake.ui.frame import Desk
from stocktake.ui.ledger import Row

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_list(desk: Desk, shown: Sequence[Row]) -> None:
    """Offer the actions that are listed, as they are listed, as an Excel workbook."""
    download_bytes(
        lambda: list_bytes(desk, shown),
        f"actions-{desk.day:%Y-%m-%d}.xlsx",
        mime=XLSX,
        key="ledger_download",
        label="This list (Excel)",
    )


def list_bytes(desk: Desk, shown: Sequence[Row]) -> bytes:
    """Build the workbook of the actions that are listed."""
    return build_actions_list(
        ActionList(
            title="The promise ledger",
            unit_title=desk.unit_title,
            known_at=day(desk.day),
            made_on=desk.day,
            actions=past_actions(shown, desk.day),
            is_demo=desk.is_demo,
        )
    )
