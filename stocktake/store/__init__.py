"""The database: append-only tables, views rebuilt from `queries/`, two clocks."""

from stocktake.store.desk import DraftFacts
from stocktake.store.reading import Reader
from stocktake.store.standing import View
from stocktake.store.store import Store, open_store
from stocktake.store.writing import Receipt, SubmissionFacts

__all__ = ["DraftFacts", "Reader", "Receipt", "Store", "SubmissionFacts", "View", "open_store"]
