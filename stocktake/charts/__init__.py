"""Frames become charts: classified in data first, then drawn in the house look."""
