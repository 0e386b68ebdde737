"""Send a return: the workbook goes out, comes back, and answers back."""

from stocktake.ui import (
    frame,
    upload,
    upload_problems,
    upload_questions,
    upload_receipt,
    upload_review,
    upload_room,
    upload_take,
)
from stocktake.ui.markup import show, tag

here = frame.open_page("returns/upload")

show(tag("h1", "Send a return", class_="page-title"))
if here.known_on is not None:
    frame.stop(
        "Returns are sent today",
        "The app stands on an earlier day. Go back to now to send a return.",
    )
draft = upload.open_draft(here)
upload.show_said()
if draft is None:
    upload_take.show_start(here)
elif draft.receipt is not None:
    upload_receipt.show_receipt(draft)
    upload_problems.show_problems(draft)
else:
    upload_problems.show_verdict(draft)
    upload_problems.show_problems(draft)
    upload_questions.show_questions(here, draft)
    upload_review.show_review(here, draft)
    upload_room.show_room(here, draft)
    upload_receipt.show_acceptance(here, draft)
