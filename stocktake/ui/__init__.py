"""The screens: the frame round every page, cached reads, and what a page is made of."""
