"""axe-core on a page: the same engine that accessibility auditors run, with no network.

The script comes out of the `axe-playwright-python` wheel. Its own wrapper is not used: it pastes
arguments together as text, and cannot choose the WCAG 2.2 rules.
"""

from importlib import resources
from typing import Any

from playwright.sync_api import Page

SCRIPT = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
# WCAG 2.2 level AA contains all the levels and versions below it; axe tags each rule only once.
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
# axe walks open shadow roots by itself, and frames where its script stands too.
RUN = """
async (tags) => {
    const result = await axe.run(document, {
        runOnly: {type: "tag", values: tags},
        resultTypes: ["violations"],
    });
    return result.violations;
}
"""


def violations(page: Page) -> list[str]:
    """Give what axe-core finds wrong on the page as it stands, a line for each element.

    Empty means none of the rules of WCAG 2.2 AA is broken. Frames and open shadow roots are
    looked into.
    """
    for frame in page.frames:
        if not frame.evaluate("'axe' in window"):
            frame.evaluate(SCRIPT)
    found = page.evaluate(RUN, list(STANDARD))
    return [_line(rule, node) for rule in found for node in rule["nodes"]]


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    # A target inside a shadow root is a list of selectors, one for each root on the way in.
    place = " ".join(" > ".join(t) if isinstance(t, list) else t for t in node["target"])
    reason = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({node['impact']}) at {place}: {reason} | {node['html'][:200]}"
