"""What can be wrong with a department's own spreadsheet: codes, sentences, and their collection.

The sentences stand here as plain rows, because the guarded child needs those of the refusals. The
codes, R-5xx, follow on those of the catalogue.
"""

from stocktake.model.problem import Level

_MUST, _EXPLAIN, _KNOW = Level.MUST_FIX, Level.EXPLAIN, Level.INFORMATION

UNKNOWN_FORMAT = "R-501"
UNSEEN = "R-502"
NO_SHEET = "R-503"
NO_HEADER = "R-504"
NO_FIGURES = "R-505"
FIGURES_OUTSIDE = "R-506"
NOTES_LEFT = "R-507"
HIDDEN = "R-508"
MERGED_VALUES = "R-509"
UNIT_OPEN = "R-510"
INDICATOR_OPEN = "R-511"
PERIOD_UNREAD = "R-512"
NOT_A_NUMBER = "R-513"
TWO_READINGS = "R-514"
ERROR_CELL = "R-515"
NO_RESULT = "R-516"
TWO_FIGURES = "R-517"
SAME_TWICE = "R-518"
OUT_OF_BOUNDS = "R-519"
PART_TOO_LARGE = "R-520"
SHARES = "R-521"
LEFT_OUT = "R-522"
SERIALS = "R-523"
SHEETS_LEFT = "R-524"
CODE_AND_NAME = "R-525"
PARTS_APART = "R-526"
NOT_THE_RATIO = "R-527"
FAR_CELLS = "R-528"
ENCODING = "R-529"
NO_MEANING = "R-530"
PART_MISSING = "R-531"

_CONFIRM = "Choose the right one, or say that it is not ours; the answer is remembered."
_LAYOUT = "Open the layout of this source, put it right on the preview, and save it."

LAYOUT_CHECKS: tuple[tuple[str, Level, str, str], ...] = (
    (UNKNOWN_FORMAT, _MUST, "The file is no spreadsheet we can read: {found}.",
     "Save it as .xlsx, .xlsm, .xls, .xlsb, .ods or .csv, and send that."),
    (UNSEEN, _KNOW, "The file was read as {found}: what Excel calls an error, hidden rows and "
     "formulas cannot be told apart there.", "Send it as .xlsx if it may hold any of these."),
    (NO_SHEET, _MUST, "The layout looks for {expected}; the workbook has {found}.",
     f"Give the sheet its usual name again, or: {_LAYOUT.lower()}"),
    (NO_HEADER, _MUST, 'The heading {expected} that the layout starts from was not found.',
     f"Put the heading back as it was, or: {_LAYOUT.lower()}"),
    (NO_FIGURES, _MUST, "The layout finds no figures on this sheet.", _LAYOUT),
    (FIGURES_OUTSIDE, _EXPLAIN, "{Cells} {cells}: figures stand here that the layout does not "
     "read.", f"Say why they do not count, or: {_LAYOUT.lower()}"),
    (NOTES_LEFT, _KNOW, "{Cells} {cells}: rows without figures were left out.",
     "Nothing to do if they are notes or headings."),
    (HIDDEN, _KNOW, "Hidden {found}: read like the others.",
     "Delete what should not be read, and send the file again."),
    (MERGED_VALUES, _EXPLAIN, "{Cells} {cells}: one figure is written across several merged "
     "cells; it was read for the first of them only.", "Unmerge the cells, or explain."),
    (UNIT_OPEN, _MUST, "{Cells} {cells}: no unit of the register is called {found}.{expected}",
     _CONFIRM),
    (INDICATOR_OPEN, _MUST, "{Cells} {cells}: no indicator of the register is called {found}."
     "{expected}", _CONFIRM),
    (PERIOD_UNREAD, _MUST, "{Cells} {cells}: {found} is not a {expected} we can read.",
     f"Write it plainly, or say in the layout how the periods are written. {_LAYOUT}"),
    (NOT_A_NUMBER, _MUST, "{Cells} {cells}: a number is needed. {found} was found.",
     "Enter the number, or add the sign to the layout's signs for missing figures."),
    (TWO_READINGS, _MUST, "{Cells} {cells}: {found} is a number in two ways.",
     "Say in the layout whether the comma or the point is the decimal sign."),
    (ERROR_CELL, _MUST, "{Cells} {cells}: Excel shows the error {found}.",
     "Correct the formula or enter the figure, save, and send the file again."),
    (NO_RESULT, _MUST, "{Cells} {cells}: a formula stands here whose result was never stored.",
     "Open the file in Excel, save it, and send it again."),
    (TWO_FIGURES, _MUST, "{Cells} {cells}: two different figures for the same indicator, unit and "
     "period: {found}.", "Keep the right one, or take one of the tables out of the layout."),
    (SAME_TWICE, _KNOW, "{Cells} {cells}: the same figure stands in two places; it was read once.",
     "Nothing to do."),
    (OUT_OF_BOUNDS, _MUST, "{Cells} {cells}: {found} lies outside {expected}.",
     "Correct the figure. If the column holds shares of one, say so in the layout."),
    (PART_TOO_LARGE, _MUST, "{Cells} {cells}: the numerator {found} is larger than the "
     "denominator {expected}.", "Correct one of the two, or swap the columns in the layout."),
    (SHARES, _EXPLAIN, "{Cells} {cells}: all percentages here lie between 0 and 1 ({found}).",
     "If they are shares of one, say so in the layout; if not, confirm it."),
    (LEFT_OUT, _KNOW, "{Cells} {cells}: {found} was left out, as confirmed before.",
     "Nothing to do."),
    (SERIALS, _KNOW, "{Cells} {cells}: day numbers were read as dates ({found}).",
     "Check one of them against the preview."),
    (SHEETS_LEFT, _KNOW, "Not read: {found}.", "Nothing to do if they hold no figures of ours."),
    (CODE_AND_NAME, _MUST, "{Cells} {cells}: the code means {expected}, the name beside it is "
     "{found}.", "Correct the code or the name, or confirm what the name means."),
    (PARTS_APART, _MUST, "{Cells} {cells}: the parts of one figure stand in different rows, so "
     "their place cannot be kept.", "Put value, numerator and denominator into one row."),
    (NOT_THE_RATIO, _EXPLAIN, "{Cells} {cells}: the value {found} is not the ratio of the two "
     "counts beside it, {expected}.", "Correct one of the three, or explain."),
    (FAR_CELLS, _KNOW, "{Cells} {cells}: far away from everything else; left out.",
     "Delete them if they are strays."),
    (ENCODING, _KNOW, "The text file does not say how its letters are written; it was read as "
     "{found}.", "Check names with accents; save as CSV UTF-8 to be sure."),
    (NO_MEANING, _MUST, "{Cells} {cells}: the layout does not say which indicator stands here.",
     _LAYOUT),
    (PART_MISSING, _MUST, "{Cells} {cells}: no value stands here and none can be worked out: "
     "{found}.", "Enter the value, both of its counts, or a sign that there is none."),
)  # fmt: skip
LAYOUT_SENTENCES = {row[0]: row[1:] for row in LAYOUT_CHECKS}
