"""An edition becomes documents: the memo, the list of actions, the pre-read."""
