"""Links that change the page without loading the app anew.

A plain link in Streamlit starts another session: the app loads again, which takes a second or
more. The script below tells Streamlit's own address handling that the address has changed, exactly
as the browser's Back button does; without the script the links still work, only slower.

Whoever types and clicks a link straight away has the field sent off at that moment, and the answer
to that would lead back to the page just left. So the link waits until the answer is there.
"""

from functools import cache

import streamlit as st

_SCRIPT = """
const JUST_NOW = 250, LONGEST = 4000;
let leftField = -LONGEST;

export default function () {
    const noteField = (event) => {
        if (event.target.matches?.("input, textarea")) leftField = performance.now();
    };
    const isBusy = () => document.querySelector("[data-testid=stApp]")
        ?.getAttribute("data-test-script-state") === "running";
    const go = (link) => {
        const waited = performance.now() - leftField;
        if (waited < JUST_NOW || (waited < LONGEST && isBusy())) {
            setTimeout(go, 50, link);
            return;
        }
        history.pushState({}, "", link.href);
        dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        if (link.dataset.soft === "stays") return;
        document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    };
    const follow = (event) => {
        const link = event.target.closest?.("a[data-soft]");
        const held = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
        if (!link || held || event.button || event.defaultPrevented) return;
        event.preventDefault();
        if (link.href !== document.location.href) go(link);
    };
    document.addEventListener("focusout", noteField);
    document.addEventListener("click", follow);
    return () => {
        document.removeEventListener("focusout", noteField);
        document.removeEventListener("click", follow);
    };
}
"""


@cache
def _component() -> object:
    return st.components.v2.component("stocktake_links", js=_SCRIPT)


def follow_softly() -> None:
    """Mount the script; the frame does so once a run, before any page draws."""
    _component()(key="soft_links", height=0)  # type: ignore[operator]


_RELOAD = """
export default function () { document.location.reload(); }
"""


@cache
def _reloading() -> object:
    return st.components.v2.component("stocktake_reload", js=_RELOAD)


def load_anew() -> None:
    """Have the browser load this address once more."""
    _reloading()(key="load_anew", height=0)  # type: ignore[operator]
