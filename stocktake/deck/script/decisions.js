// The decisions read back: rows laid into leaves that fit the screen, turned by the keys that step.
// E puts the reader into the list: a row can then be edited, or struck out.
function startDecisions(deck) {
  const taken = takenRows(deck);
  const index = deck.screens.facts.findIndex((facts) => facts.kind === "decisions");
  let leaves = [];
  let leaf = 0;
  let chosen = null;
  let drawn = "";

  const isShown = () => index >= 0 && deck.here() === index;

  function emptyLeaf(heading) {
    const made = taken.element("div", "leaf");
    const top = taken.element("header", "top");
    const words = taken.element("div", "words");
    words.append(taken.element("p", "kicker"), taken.element("h2", "mid", heading));
    top.append(words);
    const table = taken.element("table", "taken");
    const names = taken.element("tr");
    for (const name of ["", "What", "Who", "By when"]) {
      const head = taken.element(name ? "th" : "td", "", name);
      if (name) head.scope = "col";
      names.append(head);
    }
    table.createTHead().append(names);
    table.append(taken.element("tbody"));
    made.append(top, table);
    return made;
  }

  // A leaf that is out of sight measures as well as one in it: everything is cut to one height.
  function lay() {
    const section = deck.screens.section(index);
    const listed = taken.entries(chosen !== null);
    const place = section.querySelector(".leaves");
    const heading = taken.counted(listed);
    leaves = [];
    place.replaceChildren();
    section.classList.add("measured");
    const begin = () => {
      leaves.push(emptyLeaf(heading));
      place.append(leaves[leaves.length - 1]);
      return leaves[leaves.length - 1].querySelector("tbody");
    };
    let body = begin();
    listed.forEach((one, at) => {
      const isAgain = body.rows.length > 0 && listed[at - 1].kind === one.kind;
      body.append(taken.row(one, isAgain));
      const box = body.closest(".leaf");
      if (box.scrollHeight <= box.clientHeight + 1 || body.rows.length === 1) return;
      body.lastChild.remove();
      body = begin();
      body.append(taken.row(one, false));
    });
    section.classList.remove("measured");
    const nothing = taken.element("p", "under", deck.part("none-yet").textContent);
    if (!listed.length) body.closest("table").replaceWith(nothing);
    finish(listed);
  }

  function finish(listed) {
    const title = deck.screens.facts[index].title;
    leaves.forEach((one, at) => {
      const pages = leaves.length > 1 ? ", " + (at + 1) + " of " + leaves.length : "";
      one.querySelector(".kicker").textContent = title + pages;
    });
    deck.part("kept-here").hidden = !deck.isAlone() || !listed.some((one) => one.is_waiting);
    turn(Math.min(leaf, leaves.length - 1));
    mark();
  }

  function turn(to) {
    leaf = to;
    leaves.forEach((one, at) => one.classList.toggle("turned", at === leaf));
  }

  // Gives true when a leaf was turned, so that the screen stays.
  function step(by) {
    if (!isShown() || !leaves[leaf + by]) return false;
    turn(leaf + by);
    return true;
  }

  function refresh(isForced) {
    deck.next.refresh();
    if (!isShown()) {
      deck.part("kept-here").hidden = true;
      return;
    }
    const now = JSON.stringify([taken.entries(true), chosen !== null]);
    if (now === drawn && !isForced) return;
    drawn = now;
    lay();
  }

  // ---- the list -----------------------------------------------------------------------------

  const rows = () => Array.from(deck.screens.section(index).querySelectorAll("[data-capture]"));

  function mark() {
    const found = chosen !== null && rows().find((row) => row.dataset.capture === chosen);
    if (!found) return;
    turn(leaves.findIndex((one) => one.contains(found)));
    rows().forEach((row) => row.classList.toggle("chosen", row === found));
    if (!deck.box.isOpen()) found.focus({ preventScroll: true });
  }

  function edit() {
    if (!isShown()) return deck.bar.tell("E works in the read-back of decisions");
    chosen = chosen || "";
    refresh(true);
    if (!rows().length) return leave();
    choose(rows().find((row) => leaves[leaf].contains(row)) || rows()[0]);
    deck.bar.tell("Up and Down choose, Enter edits, Delete strikes out, Esc leaves the list");
  }

  function choose(row) {
    if (row) chosen = row.dataset.capture;
    mark();
  }

  function leave() {
    if (chosen === null) return false;
    chosen = null;
    refresh(true);
    deck.root.focus({ preventScroll: true });
    return true;
  }

  function strike(one) {
    deck.box.send({ ...deck.wording.toEdit(one), is_struck: !one.is_struck });
    refresh(true);
    deck.bar.tell(one.is_struck ? "Restored" : "Struck out. Press Delete again to restore it");
  }

  // Gives true when the key was the list's.
  function onKey(key) {
    if (chosen === null || !isShown()) return false;
    const listed = rows();
    const at = listed.findIndex((row) => row.dataset.capture === chosen);
    const one = taken.entries(true).find((entry) => entry.capture_key === chosen);
    if (key === "ArrowDown") choose(listed[Math.min(at + 1, listed.length - 1)]);
    else if (key === "ArrowUp") choose(listed[Math.max(at - 1, 0)]);
    else if (key === "Enter" && one) deck.box.open(deck.wording.toEdit(one));
    else if (key === "Delete" && one) strike(one);
    else return leave() && key === "Escape";
    return true;
  }

  async function copyAll() {
    const text = taken.asText();
    try {
      await window.navigator.clipboard.writeText(text);
    } catch (refused) {
      const place = deck.part("copy-text"); // a file may not write to the clipboard by itself
      place.hidden = false;
      place.value = text;
      place.select();
      document.execCommand("copy");
      place.hidden = true;
    }
    deck.bar.tell("Copied");
  }

  const again = () => isShown() && lay();
  deck.part("copy-all").addEventListener("click", copyAll);
  window.addEventListener("resize", again);
  window.addEventListener("beforeprint", () => index >= 0 && lay());
  return { step, refresh, edit, leave, onKey, stop: () => window.removeEventListener("resize", again) };
}
