"""The gates a return passes, one file each; `stocktake.returns.check` runs them in order."""
