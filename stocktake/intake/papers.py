"""What the desk hands out: the workbook to fill in, the marked copy, the receipt."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from stocktake.intake.context import fill_template, find_round, return_context
from stocktake.intake.desk import Draft
from stocktake.returns.annotate import annotate_workbook
from stocktake.returns.cover import Cover
from stocktake.returns.template import write_template
from stocktake.store import Receipt, Store


def template_file(store: Store, department_key: str, reporting_round: str) -> tuple[str, bytes]:
    """Make the workbook of a department for a round; give its file name and bytes.

    For a round that is in already it asks for the same figures again, to be put right.
    Raises StocktakeError naming the known ones when there is no such department or round.
    """
    context = return_context(store)
    title = find_round(context, department_key, reporting_round)
    filled = fill_template(store, context, department_key, reporting_round)
    cover = Cover(department_key, title, reporting_round)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, cover, filled)
        return f"{department_key}-{reporting_round}.xlsx", path.read_bytes()


def annotated_workbook(draft: Draft) -> bytes:
    """Give the sender's own workbook back with marks at what must be fixed or explained.

    A question that has been answered is marked no more. Raises UnreadableError where the file
    cannot be opened or is no standard workbook; the list of problems serves as well.
    """
    answered = draft.explanations
    problems = [p for p in draft.checked.problems if p.problem_key not in answered]
    return annotate_workbook(draft.checked.content, problems)


def receipt_text(receipt: Receipt, cover: Cover | None, effect: Mapping[str, int]) -> str:
    """Write the receipt as plain text, to be kept by the sender."""
    lines = [
        ("Receipt", receipt.submission_key),
        ("File", receipt.file_name),
        ("SHA-256", receipt.file_hash),
        ("Received", f"{receipt.received_at:%Y-%m-%d %H:%M:%S} UTC"),
    ]
    if cover is not None:
        signed = f"{cover.signed_off_by}, {cover.signed_off_role}, {cover.signed_off_on}"
        lines += [
            ("Department", cover.department),
            ("Reporting round", cover.reporting_round),
            ("Signed off by", signed),
        ]
    lines.append(("Figures kept", f"{receipt.observation_count:,}"))
    lines += [(f"  {state}", f"{count:,}") for state, count in effect.items()]
    width = max(len(name) for name, _ in lines) + 2
    text = "".join(f"{name + ':':<{width}}{said}\n" for name, said in lines)
    if receipt.is_repeat:
        text += "It had been sent before; this is the first receipt.\n"
    return text
