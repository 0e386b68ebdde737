"""The commands of `python -m stocktake`, a file for each kind of work."""
