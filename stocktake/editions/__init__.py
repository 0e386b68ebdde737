"""Frozen editions: made from the store and the deck, re-opened exactly, compared."""
