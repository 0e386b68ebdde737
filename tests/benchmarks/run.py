"""The benchmarks: one run, one table, every time beside a bare app of the same framework.

    python -m tests.benchmarks.run [--rounds 20] [--out FILE]
        [--only floor,demo,forty,big,board,load]

Times of one machine on one day say little; ratios of one run say whether the app is slower than
the framework lets it be. Clicks and starts of all apps take turns, so that whatever else the
machine does slows them alike.
"""

import argparse
import os
import platform
import shutil
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Error, Page

from tests.benchmarks import desk, generate, loading, meetings, visits
from tests.benchmarks.browsing import open_browser, open_page, wait_for
from tests.benchmarks.figures import Row, Table, milliseconds, timed
from tests.benchmarks.servers import FLOOR, PROJECT, App, Server, serve

PARTS = ("floor", "demo", "forty", "big", "board", "load")
STEPS_A_ROUND = 3
LOADS = 3
DESK_GOAL, STEP_GOAL, STEP_GOAL_MS = 1.3, 0.2, 50
OPENINGS = 5
FREEZING_GOAL_S = 20
OFFLINE_GOAL_MIB = 15
MEMORY_GOAL, LOAD_GOAL = 1536, 2.0


@dataclass
class Measured:
    """What is known of one app after clicking through it."""

    app: App
    clicks: visits.Visits = field(default_factory=visits.Visits)
    edition: meetings.Frozen | None = None
    deck: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    filling: float | None = None
    memory: tuple[float, float] | None = None
    priorities: int = 0
    fault: str = ""


def main() -> None:
    """Measure what is asked for and print the table."""
    given = _arguments()
    started = time.perf_counter()
    table = Table()
    with tempfile.TemporaryDirectory(prefix="stocktake-bench-") as folder:
        _measure(given, Path(folder), table)
    minutes = (time.perf_counter() - started) / 60
    text = (
        f"{_machine()}; {given.rounds} rounds; the run took {minutes:.0f} minutes.\n\n"
        f"{table.markdown()}"
    )
    print(f"\n{text}")
    if given.out:
        given.out.write_text(text)


def _arguments() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", default=",".join(PARTS), help="parts, with commas between")
    arguments.add_argument("--rounds", type=int, default=20, help="samples of each kind (20)")
    arguments.add_argument("--observations", type=int, default=generate.OBSERVATIONS)
    arguments.add_argument("--demo", type=Path, help="a demonstration built before; it is copied")
    arguments.add_argument("--out", type=Path, help="write the table to this file, too")
    given = arguments.parse_args()
    given.only = given.only.split(",")
    if unknown := set(given.only) - set(PARTS):
        arguments.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return given


def _machine() -> str:
    cores = os.cpu_count() or 1
    system = platform.system()
    return f"{cores} cores, {system}, Python {platform.python_version()}"


def _measure(given: argparse.Namespace, folder: Path, table: Table) -> None:
    demo = _demo(given, folder) if set(given.only) - {"floor"} else None
    found = [Measured(app) for app in _apps(given, folder, demo)]
    if found:
        with open_browser() as browser:
            floor = [] if "floor" not in given.only else _measure_apps(browser, found, given.rounds)
            if "board" in given.only and floor:
                _measure_board(browser, demo, folder, given.rounds, table)
        for one in found:
            _report(table, one, floor, found[0].starts)
    if "load" in given.only:
        loads = min(LOADS, given.rounds)
        _report_loading(table, *loading.time_loading(demo, folder, loads))
        _report_desk(table, demo, folder, loads)


def _demo(given: argparse.Namespace, folder: Path) -> Path:
    demo = folder / "demo.duckdb"
    return Path(shutil.copy(given.demo, demo)) if given.demo else generate.make_demo(demo)


def _apps(given: argparse.Namespace, folder: Path, demo: Path | None) -> list[App]:
    apps = []
    if "floor" in given.only:
        apps.append(FLOOR)
    if "demo" in given.only:
        apps.append(App("demo", PROJECT, demo))
    if "forty" in given.only:
        forty = folder / "forty.duckdb"
        generate.make_big_store(demo, forty, generate.FEW_OBSERVATIONS)
        apps.append(App("forty", PROJECT, forty))
    if "big" in given.only:
        big = folder / "big.duckdb"
        seconds = generate.make_big_store(demo, big, given.observations)
        apps.append(App("big", PROJECT, big))
        count = generate.count_observations(big) / 1e6
        print(f"{count:.1f} million observations written in {seconds:.0f} s", flush=True)
    return apps


def _measure_apps(browser: Browser, found: list[Measured], rounds: int) -> list[float]:
    """Click through all apps in turn, then start them in turn; give the floor's clicks."""
    for one in found:
        if one.app is not FLOOR:
            # The first start after a write works every headline out; later ones find them kept.
            one.filling = _or_fault(one, visits.time_start, browser, one.app)
            one.edition = meetings.freeze_everything(one.app.database)
    floor = _click_in_turns(browser, found, rounds)
    for _ in range(rounds):
        for one in found:
            if not one.fault and (taken := _or_fault(one, visits.time_start, browser, one.app)):
                one.starts.append(taken)
    return floor


def _click_in_turns(browser: Browser, found: list[Measured], rounds: int) -> list[float]:
    floor: list[float] = []
    with ExitStack() as stack:
        opened = []
        for one in found:
            if not one.fault and (place := _or_fault(one, _open, stack, browser, one)):
                opened.append((one, *place))
        for number in range(rounds):
            for one, page, _ in opened:
                if one.app is FLOOR:
                    visits.visit_floor(page, floor)
                else:
                    _or_fault(one, _visit, one, page, number)
        for one, page, server in opened:
            if one.app is not FLOOR:
                _or_fault(one, _step, one, page, server, rounds)
            one.memory = server.memory()
    return floor


def _measure_board(browser: Browser, demo: Path, folder: Path, rounds: int, table: Table) -> None:
    """Click to a full board and to the floor's second page in turn."""
    full = App("board", PROJECT, folder / "board.duckdb")
    desk.make_full_board(demo, full.database)
    floor: list[float] = []
    clicks: list[float] = []
    with ExitStack() as stack:
        bare, _ = _open(stack, browser, Measured(FLOOR))
        page, _ = _open(stack, browser, Measured(full))
        page.locator(visits.TO_GUIDE).click()
        wait_for(page, visits.GUIDE)
        for _ in range(rounds):
            visits.visit_floor(bare, floor)
            visits.visit_board(page, clicks)
    goal = {"floor": floor, "goal": f"≤ {DESK_GOAL} ×"}
    table.add(timed("Board of 40 departments × 12 rounds, opened", clicks, **goal))


def _open(stack: ExitStack, browser: Browser, one: Measured) -> tuple[Page, Server]:
    server = stack.enter_context(serve(one.app))
    page = stack.enter_context(open_page(browser))
    screen = visits.clicked_from(one.app)
    page.goto(server.base + screen.address)
    try:
        wait_for(page, screen)
    except Error:
        # A server's very first deep link is loaded anew (docs/decisions.md, 24): nothing is timed
        # here, so the page that comes then serves as well.
        page.wait_for_load_state("load")
        wait_for(page, screen)
    return page, server


def _visit(one: Measured, page: Page, number: int) -> None:
    if one.fault:
        return
    keys = visits.priority_keys(page)
    one.priorities = len(keys)
    visits.visit_priority(page, keys[number % len(keys)], one.clicks)
    visits.visit_today(page, one.clicks)


def _step(one: Measured, page: Page, server: Server, rounds: int) -> None:
    if one.fault or one.edition is None:
        return
    page.bring_to_front()
    page.goto(f"{server.base}/run")
    wait_for(page, visits.MEETINGS)
    for _ in range(1 + OPENINGS):
        one.deck.append(visits.open_deck(page, one.edition.edition_key))
        visits.leave_deck(page)
    visits.take_the_chair(page, server.base, one.edition.edition_key)
    one.steps = visits.step_through(page, STEPS_A_ROUND * rounds)


def _or_fault(one: Measured, measure, *given):
    """Measure; a screen that never came is a finding of its own, and the run goes on."""
    try:
        return measure(*given)
    except Error as fault:
        one.fault = str(fault).splitlines()[0]
        print(f"{one.app.name}: {one.fault}", flush=True)
        return None


def _report(table: Table, one: Measured, floor: list[float], bare: list[float]) -> None:
    if one.app is FLOOR:
        table.add(timed("Floor: a click → the other bare page", floor))
        table.add(timed("Floor: process started → first page", one.starts))
        return
    name = f"{one.app.name.capitalize()}, {one.priorities} priorities"
    if one.fault:
        table.add(Row(f"{name}: stopped, {one.fault}"))
    desk = {"floor": floor, "goal": f"≤ {DESK_GOAL} ×"}
    table.add(timed(f"{name}: Wall → Priority, in turn", one.clicks.first, **desk))
    table.add(timed(f"{name}: Wall → Priority, once more", one.clicks.again, **desk))
    table.add(timed(f"{name}: Priority → Wall", one.clicks.back, **desk))
    table.add(timed(f"{name}: Wall → Today", one.clicks.today, **desk))
    step_goal = f"≤ {STEP_GOAL} ×, p95 ≤ {STEP_GOAL_MS} ms"
    table.add(timed(f"{name}: a step in Run", one.steps, floor=floor, goal=step_goal))
    _report_meeting(table, name, one, floor)
    _report_start(table, name, one, bare)
    if one.memory:
        now, highest = one.memory
        table.add(
            Row(
                f"{name}: memory after serving / highest",
                f"{now:.0f} / {highest:.0f} MiB",
                goal=f"≤ {MEMORY_GOAL} MiB",
            )
        )


def _report_meeting(table: Table, name: str, one: Measured, floor: list[float]) -> None:
    if one.edition:
        what = f"{name}: an edition of {one.edition.screens} screens frozen"
        goal = f"≤ {FREEZING_GOAL_S} s"
        table.add(Row(what, milliseconds(one.edition.took), samples="1", goal=goal))
        size = f"{one.edition.offline_bytes / 2**20:.1f} MiB"
        goal = f"≤ {OFFLINE_GOAL_MIB} MiB"
        table.add(Row(f"{name}: the same as one file", size, goal=goal))
    if one.deck:
        first, again = one.deck[0], median(one.deck[1:])
        row = Row(
            f"{name}: Run opened, first time / again",
            f"{milliseconds(first)} / {milliseconds(again)}",
            samples=f"1 / {len(one.deck) - 1}",
            goal="≤ floor + 1 s",
        )
        if floor:
            beyond = (milliseconds(max(0.0, taken - median(floor))) for taken in (first, again))
            row = replace(row, against=f"+ {' / + '.join(beyond)}")
        table.add(row)


def _report_start(table: Table, name: str, one: Measured, bare: list[float]) -> None:
    row = timed(f"{name}: process started → Today", one.starts, goal="≤ floor + 2 s")
    if one.starts and bare:
        row = replace(row, against=f"+ {milliseconds(median(one.starts) - median(bare))}")
    table.add(row)
    if one.filling:
        table.add(Row(f"{name}: the same, first time after a write", milliseconds(one.filling)))


def _report_loading(table: Table, reading: list[float], loading_: list[float]) -> None:
    table.add(timed(f"A return of {loading.ROWS:,} rows: its cells read", reading))
    ratio = f"{median(loading_) / median(reading):.2f} × the reader"
    row = timed(
        "The same: read, checked and kept", loading_, goal=f"≤ {LOAD_GOAL:.0f} × the reader"
    )
    table.add(replace(row, against=ratio))


def _report_desk(table: Table, demo: Path, folder: Path, rounds: int) -> None:
    goal = f"≤ {LOAD_GOAL:.0f} × the reader"
    reading, checking = desk.time_checking(demo, folder, rounds)
    row = timed("The same: read, checked, reviewed, kept as a draft", checking, goal=goal)
    ratio = f"{median(checking) / median(reading):.2f} × the reader"
    table.add(replace(row, against=ratio))
    saving, marking = desk.time_marking(demo, folder, rounds)
    table.add(timed(f"A workbook of {desk.MARKED_ROWS:,} rows: openpyxl loads and saves", saving))
    row = timed("The same: handed back with marks", marking, goal="≤ 3 × load and save")
    table.add(replace(row, against=f"{median(marking) / median(saving):.2f} × load and save"))


if __name__ == "__main__":
    main()
