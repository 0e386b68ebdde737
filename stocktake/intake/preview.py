"""How it will look in the room: page views as they would be with a draft's figures."""

from collections.abc import Iterator
from contextlib import contextmanager

from stocktake.errors import StocktakeError
from stocktake.intake.desk import Draft
from stocktake.intake.examining import said_reasons
from stocktake.intake.sending import answers_of, submission_facts
from stocktake.store import Reader, Store


@contextmanager
def rehearse(store: Store, draft: Draft) -> Iterator[Reader]:
    """Give a reader that shows page views as they would be after accepting the draft.

    Nothing is kept. Nobody can write while the block runs: read what is wanted, and leave it
    before drawing. Raises StocktakeError for a draft without figures.
    """
    checked = draft.checked
    if checked.cover is None or draft.kept is None:
        raise StocktakeError(
            f"{checked.file_name} holds no figures that could be shown yet. Fix it first."
        )
    facts = submission_facts(checked.cover, draft.sent_by)
    figures = said_reasons(draft.kept, draft.questions, draft.explanations)
    with store.rehearse(
        facts=facts,
        observations=figures,
        answers=answers_of(checked),
        file_name=checked.file_name,
    ) as db:
        yield db
