"""Pure rules and words of the method: standard library only, no frames, no screens."""
