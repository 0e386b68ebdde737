"""Returns: from a workbook nobody trusts to checked rows that remember their cells."""
