"""The cover of a return: who sends it, for which round, and who stands behind it."""

from dataclasses import dataclass
from datetime import date

# The plain return of cover and figures; kept because years of them are on file.
TEMPLATE_VERSION = "1"
# The department's workbook for a round, with every sheet and a checksum of its structure.
ROUND_TEMPLATE_VERSION = "2"
ACCEPTED_VERSIONS = (TEMPLATE_VERSION, ROUND_TEMPLATE_VERSION)
CHECKSUM_KEY = "checksum"
# Begins the hidden row of a sheet with periods across, which says what each column holds.
COLUMN_KEYS = "columns|"


@dataclass(frozen=True)
class Cover:
    """What the Cover sheet says; `signed_off_on` is None while nobody has signed."""

    department_key: str
    department: str
    reporting_round: str
    signed_off_by: str = ""
    signed_off_role: str = ""
    signed_off_on: date | None = None
    contact: str = ""
    template_version: str = TEMPLATE_VERSION


# key, label, what to write there, whether the sender fills it in
COVER_FIELDS = (
    ("department_key", "Department key", "Filled in for you.", False),
    ("department", "Department", "Filled in for you.", False),
    ("reporting_round", "Reporting round", "Filled in for you.", False),
    ("template_version", "Template version", "Filled in for you.", False),
    ("signed_off_by", "Signed off by *", "The name of the person who signs off the figures.",
     True),
    ("signed_off_role", "Role *", "For example: Director of Performance.", True),
    ("signed_off_on", "Signed off on *", "The day of signing, as a date.", True),
    ("contact", "Contact", "Whom to ask about the figures.", True),
)  # fmt: skip

# field, header, width, whether the sender fills it in
FIGURE_FIELDS = (
    ("indicator", "Indicator *", 46, False),
    ("unit", "Unit *", 38, False),
    ("period", "Period *", 13, False),
    ("numerator", "Numerator", 14, True),
    ("denominator", "Denominator", 14, True),
    ("value", "Value", 12, True),
    ("status", "Status", 15, True),
    ("revision_reason", "Reason for revision", 38, True),
    ("note", "Note", 38, True),
)

# Columns we write for people to look at; what stands in them is never read.
LAST_SENT_HEADER = "Last sent"
MARGIN_HEADER = "What we found"
SHOWN_HEADERS = (LAST_SENT_HEADER, MARGIN_HEADER)
