"""Stocktake: the quarterly stocktake of a government delivery unit, as a program."""

__version__ = "0.4.0"
