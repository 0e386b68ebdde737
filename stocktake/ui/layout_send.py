"""The way from a described spreadsheet into the desk: from here on it is a draft like any other."""

from stocktake import intake
from stocktake.errors import StocktakeError
from stocktake.ui.frame import Desk
from stocktake.ui.layout_work import Work


def send_figures(desk: Desk, work: Work, reporting_round: str) -> tuple[str | None, str]:
    """Take the file in with its saved layout; give the draft's key, or None and why not."""
    if work.layout_key is None or work.department_key is None:
        return None, "Save the layout first; then the figures can be sent with it."
    try:
        draft = intake.take_in(
            desk.store,
            work.content,
            file_name=work.file_name,
            sent_by=desk.user.name,
            layout_key=work.layout_key,
            department_key=work.department_key,
            reporting_round=reporting_round,
        )
    except StocktakeError as fault:
        return None, str(fault)
    if draft.draft_key is None:
        return None, "This file has already been accepted; there is nothing to send."
    return str(draft.draft_key), ""
