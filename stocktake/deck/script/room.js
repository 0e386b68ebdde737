// What the room has done to the screen that is shown: how much was captured on its priority, the
// rating it has been given since the edition was frozen, and for three seconds what was just saved.
function startRoom(deck) {
  const SHOWN_FOR = 3000;
  const AT_ONCE = 3;
  const taken = takenRows(deck);
  const hushing = new Set();

  const isSaved = (one) => deck.isAlone() || !one.is_waiting;
  const saved = () => taken.entries(false).filter(isSaved);

  function refresh() {
    const { priority = "" } = deck.facts() || {};
    const own = priority ? saved().filter((one) => one.priority_key === priority) : [];
    const place = deck.part("captured-here");
    place.hidden = !own.length;
    place.textContent = own.length + " captured";
    stamp(own.filter((one) => one.kind === "rating").pop());
  }

  // ---- the stamp ----------------------------------------------------------------------------

  // The screen is frozen: what it says of the rating stays, and the stamp says what is true now.
  function stamp(change) {
    const section = deck.here() < 0 ? null : deck.screens.section(deck.here());
    if (!section) return;
    const before = section.querySelector(".changed-in-room");
    const shown = (deck.state.ratings || deck.options.ratings || {})[deck.facts().priority];
    const isRated = !["issue", "celebration"].includes(deck.facts().kind);
    const wanted = change && isRated && change.rating !== shown ? change.rating : "";
    if ((before ? before.dataset.rating : "") === wanted) return;
    if (before) before.remove();
    if (wanted) section.append(made(wanted));
  }

  function made(rating) {
    const points = Array.from(deck.root.querySelectorAll(".box-points .point"));
    const point = points.find((label) => label.dataset.rating === rating);
    const mark = taken.element("p", "changed-in-room");
    mark.dataset.rating = rating;
    const arrow = taken.element("span", "", "→");
    arrow.setAttribute("aria-hidden", "true");
    mark.append(taken.element("span", "", "changed in the room"), arrow);
    if (point) mark.append(point.querySelector("svg").cloneNode(true));
    mark.append(taken.element("b", "", point ? point.dataset.title : rating));
    return mark;
  }

  // ---- what was just saved ------------------------------------------------------------------

  function tellSaved(sent) {
    const one = deck.wording.toList(sent);
    const due = one.due && "by " + one.due;
    const words = [taken.cut(one.owner, 70), taken.cut(due, 40)].filter(Boolean).join(" · ");
    const what = one.is_struck ? "Struck out" : deck.isAlone() ? "Kept on this computer" : "Saved";
    const line = taken.element("p", "toast");
    line.append(taken.element("b", "", what + ": " + taken.cut(one.kind_title, 40)));
    line.append(taken.element("span", "", taken.cut(one.text, 120)));
    if (words) line.append(taken.element("small", "", words));
    const place = deck.part("toasts");
    place.append(line);
    while (place.children.length > AT_ONCE) place.firstChild.remove();
    const hush = window.setTimeout(() => {
      hushing.delete(hush);
      line.remove();
    }, SHOWN_FOR);
    hushing.add(hush);
  }

  return { refresh, tellSaved, stop: () => hushing.forEach((hush) => window.clearTimeout(hush)) };
}
