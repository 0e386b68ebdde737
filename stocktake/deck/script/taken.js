// What the room took away, as rows: what others saved, with what waits here laid over it.
// Every text of a person goes in as text, never as markup.
function takenRows(deck) {
  const MOST_SIGNS = 420;
  const ORDER = ["decision", "action", "success", "shared_practice", "policy_need", "rating"];
  const PLURALS = { success: "successes", shared_practice: "shared practices", policy_need: "policy needs" };

  function entries(withStruck) {
    const found = new Map((deck.state.captured || []).map((one) => [one.capture_key, one]));
    const own = deck.isAlone() ? deck.kept.read("captured", []) : deck.outbox.waiting();
    for (const one of own) {
      const listed = { ...found.get(one.capture_key), ...deck.wording.toList(one) };
      found.set(one.capture_key, { ...listed, is_waiting: true });
    }
    const place = (one) => (ORDER.includes(one.kind) ? ORDER.indexOf(one.kind) : ORDER.length);
    const listed = Array.from(found.values()).filter((one) => one.text && (withStruck || !one.is_struck));
    return listed.sort((one, other) => place(one) - place(other)); // a stable sort keeps their order
  }

  function counted(listed) {
    const counts = new Map();
    for (const one of listed) if (!one.is_struck) counts.set(one.kind, (counts.get(one.kind) || 0) + 1);
    if (!counts.size) return "Nothing has been captured yet";
    const words = Array.from(counts, ([kind, count]) =>
      count === 1 ? "1 " + kind.replace("_", " ") : count + " " + (PLURALS[kind] || kind + "s"),
    );
    return words.length > 1 ? words.slice(0, -1).join(", ") + " and " + words[words.length - 1] : words[0];
  }

  function cut(text, most) {
    // Signs that turn the direction of what follows would turn our words too.
    const whole = String(text || "").replace(/[\u202a-\u202e\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();
    return whole.length > most ? whole.slice(0, most).replace(/\s\S*$/, "") + "…" : whole;
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function about(one) {
    const struck = one.is_struck ? "struck out" : "";
    const waits = one.is_waiting && !deck.isAlone() ? "not saved yet" : "";
    return [cut(one.priority, 60), struck, waits].filter(Boolean).join(" · ");
  }

  function row(one, isAgain) {
    const line = element("tr", one.is_struck ? "struck" : "");
    line.dataset.capture = one.capture_key;
    line.tabIndex = -1;
    const kind = element("th");
    kind.scope = "row";
    kind.append(element("span", isAgain ? "said" : "", cut(one.kind_title || one.kind, 40)));
    const what = element("td", "text");
    const points = Array.from(deck.root.querySelectorAll(".box-points .point"));
    const point = points.find((label) => label.dataset.rating === one.rating);
    if (point) what.append(point.querySelector("svg").cloneNode(true));
    what.append(element("span", "", cut(one.text, MOST_SIGNS)), element("small", "", about(one)));
    line.append(kind, what, element("td", "", cut(one.owner, 80)), element("td", "", cut(one.due, 40)));
    return line;
  }

  function asText() {
    const lines = entries(false).map((one) => {
      const parts = [one.kind_title || one.kind, one.text, one.owner, one.due && "by " + one.due];
      return [...parts, one.priority].filter(Boolean).join(" · ");
    });
    return [deck.root.getAttribute("aria-label"), ...lines].join("\n");
  }

  return { entries, counted, row, element, asText, cut };
}
