// The Next screen: what the room captures on its priority stands there at once, with its count.
// Every text of a person goes in as text, never as markup.
function startNext(deck) {
  const MAX_SHOWN = 3;
  const MAX_SIGNS = 96;
  const taken = takenRows(deck);

  const cut = (text) => taken.cut(text, MAX_SIGNS);

  function line(one) {
    const made = taken.element("li");
    const told = [one.owner, one.due && "by " + one.due].filter(Boolean).map(cut).join(", ");
    made.append(taken.element("b", "", one.kind_title || one.kind), " ", cut(one.text));
    if (told) made.append(taken.element("small", "", told));
    return made;
  }

  function refresh() {
    const facts = deck.facts();
    if (!facts || facts.kind !== "next") return;
    const place = deck.screens.section(deck.here()).querySelector(".taken-here");
    if (!place) return;
    const own = taken.entries(false).filter((one) => one.priority_key === facts.priority);
    const more = own.length - MAX_SHOWN;
    place.hidden = !own.length;
    // A screen that was full makes room for what is new.
    place.closest(".next").classList.toggle("has-taken", own.length > 0);
    place.querySelector("h3 b").textContent = own.length;
    place.querySelector("ul").replaceChildren(...own.slice(0, MAX_SHOWN).map(line));
    const rest = place.querySelector(".more");
    rest.hidden = more <= 0;
    rest.textContent = "and " + more + " more in the read-back";
  }

  return { refresh };
}
