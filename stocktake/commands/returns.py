"""The commands a sender uses: template, check, submit."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from stocktake.commands.running import (
    CANNOT,
    GOOD,
    HAS_PROBLEMS,
    must_be_free,
    must_exist,
    print_json,
    ready_store,
    said_fault,
    with_settings,
)
from stocktake.errors import StocktakeError
from stocktake.intake import Draft, accept, check_file, explain, take_in, template_file
from stocktake.model.numbers import several
from stocktake.model.problem import Problem, Verdict
from stocktake.returns.container import BULK
from stocktake.settings import Settings
from stocktake.store import Store

_FILE = click.Path(path_type=Path)
_CODES = {Verdict.ACCEPTED: GOOD, Verdict.PROBLEMS: HAS_PROBLEMS, Verdict.REFUSED: CANNOT}
_SAID = {
    Verdict.ACCEPTED: "{name}: nothing must be fixed.",
    Verdict.PROBLEMS: "{name}: not kept; fix what is marked, and send it again.",
    Verdict.REFUSED: "{name}: cannot be used.",
}


@click.command()
@click.argument("department")
@click.argument("reporting_round", metavar="ROUND")
@click.option("-o", "--output", "file", type=_FILE, help="Where to write it.")
@with_settings
def template(settings: Settings, department: str, reporting_round: str, file: Path | None) -> int:
    """Write the workbook that DEPARTMENT fills in for ROUND."""
    with ready_store(settings) as store:
        name, content = template_file(store, department, reporting_round)
    path = file or Path(name)
    must_be_free(path)
    path.write_bytes(content)
    click.echo(f"{path} is ready to be filled in.")
    return GOOD


@click.command()
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@with_settings
def check(settings: Settings, file: Path, as_json: bool) -> int:
    """Check a return and say what must be fixed; nothing is kept."""
    must_exist(file)
    with ready_store(settings) as store:
        checked = check_file(store, file, limits=BULK)
    if as_json:
        problems = [problem.as_json() for problem in checked.problems]
        print_json({"verdict": str(checked.verdict), "problems": problems})
    else:
        click.echo(_SAID[checked.verdict].format(name=file.name))
        _print_problems(checked.problems)
    return _CODES[checked.verdict]


@dataclass(frozen=True)
class _Sender:
    """Who sends the files of one command, and what goes for all of them."""

    who: str
    explanation: str | None
    layout_key: str | None
    reporting_round: str | None


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_FILE)
@click.option("--by", "who", required=True, help="Who sends it; kept with the figures.")
@click.option("--explain", "explanation", help="Your answer to every question about the figures.")
@click.option("--layout", "layout_key", help="Read an own spreadsheet by this saved layout.")
@click.option("--round", "reporting_round", help="The round an own spreadsheet is for.")
@with_settings
def submit(
    settings: Settings,
    files: Sequence[Path],
    who: str,
    explanation: str | None,
    layout_key: str | None,
    reporting_round: str | None,
) -> int:
    """Check returns and accept those with nothing to fix and no question open.

    The rest waits on the desk as drafts. The exit code is the worst of all files: 0 accepted,
    1 to be fixed or explained, 2 cannot be used.
    """
    if bool(layout_key) != bool(reporting_round):
        raise StocktakeError("Give --layout and --round together: one needs the other.")
    if explanation is not None and not explanation.strip():
        raise StocktakeError("The explanation is empty. Say in a sentence what happened.")
    sender = _Sender(who, explanation, layout_key, reporting_round)
    with ready_store(settings) as store:
        if len(files) == 1:
            must_exist(files[0])
            return _tell(_send(store, files[0], sender))
        return _send_many(store, files, sender)


def _send_many(store: Store, files: Sequence[Path], sender: _Sender) -> int:
    """Send one after the other; a file that cannot be sent does not keep the others back."""
    codes, lines = [], []
    # On stderr: what is printed is read by programs, too.
    with click.progressbar(files, label="Sending the returns", file=sys.stderr) as bar:
        for file in bar:
            try:
                must_exist(file)
                draft = _send(store, file, sender)
                codes.append(_code(draft))
                lines.append(_line(file, draft))
            except (StocktakeError, OSError) as fault:
                codes.append(CANNOT)
                lines.append(f"{file.name}: {said_fault(fault)}")
    for line in lines:
        click.echo(line)
    accepted = codes.count(GOOD)
    click.echo(f"{accepted} of {len(files)} accepted.")
    return max(codes)


def _send(store: Store, file: Path, sender: _Sender) -> Draft:
    draft = take_in(
        store, file, file_name=file.name, sent_by=sender.who, limits=BULK,
        layout_key=sender.layout_key, reporting_round=sender.reporting_round,
    )  # fmt: skip
    if draft.receipt is not None or draft.draft_key is None or draft.checked.must_fix:
        return draft
    if draft.open_questions and sender.explanation is not None:
        answers = {p.problem_key: sender.explanation for p in draft.open_questions}
        explain(store, draft.draft_key, answers, written_by=sender.who)
    elif draft.open_questions:
        return draft
    return accept(store, draft.draft_key, decided_by=sender.who)


def _code(draft: Draft) -> int:
    if draft.receipt is not None:
        return GOOD
    return max(_CODES[draft.checked.verdict], HAS_PROBLEMS)


def _tell(draft: Draft) -> int:
    name, waiting = draft.checked.file_name, len(draft.open_questions)
    if draft.receipt is None and not draft.checked.must_fix and waiting:
        click.echo(f"{name}: nothing must be fixed, but {several(waiting, 'question')} to answer.")
        _print_problems(draft.open_questions)
        click.echo(
            f"It waits as draft {draft.draft_key}. Answer all at once by sending it again with "
            "--explain TEXT, or one by one on Departments → Upload."
        )
        return HAS_PROBLEMS
    said = Verdict.ACCEPTED if draft.receipt else draft.checked.verdict
    click.echo(_SAID[said].format(name=name))
    _print_problems(draft.checked.problems)
    if draft.progress is not None:
        click.echo(f"Since the last sending: {draft.progress.sentence}.")
    if draft.receipt:
        receipt = draft.receipt
        again = " It had been sent before: this is the first receipt." if receipt.is_repeat else ""
        click.echo(
            f"Receipt {receipt.submission_key}: {receipt.observation_count} figures, received "
            f"{receipt.received_at:%Y-%m-%d %H:%M} UTC, SHA-256 {receipt.file_hash}.{again}"
        )
    return _code(draft)


def _line(file: Path, draft: Draft) -> str:
    """Say in one line what became of a file."""
    if draft.receipt is not None:
        said = "was sent before" if draft.receipt.is_repeat else "accepted"
        count = several(draft.receipt.observation_count, "figure")
        return f"{file.name}: {said}, {count}, receipt {draft.receipt.submission_key}."
    checked = draft.checked
    if checked.verdict is Verdict.REFUSED:
        problem = checked.problems[0]
        return f"{file.name}: cannot be used. {problem.code}  {problem.message} {problem.fix}"
    if checked.must_fix:
        count = several(len(checked.must_fix), "thing")
        return f"{file.name}: {count} to fix; python -m stocktake check {file} names them."
    count = several(len(draft.open_questions), "question")
    return f"{file.name}: {count} to answer; it waits as draft {draft.draft_key}."


def _print_problems(problems: Sequence[Problem]) -> None:
    for problem in problems:
        click.echo(f"{problem.code}  {problem.message} {problem.fix}".rstrip())
