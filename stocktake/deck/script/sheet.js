// S lays a priority's whole rating sheet over any of its screens. It stands, unseen, in the screen
// that tells the judgement in three lines, written by stocktake/deck when it was frozen.
function startSheet(deck) {
  const over = document.createElement("div");
  over.className = "sheet-over";
  over.hidden = true;
  deck.part("stage").append(over);

  // Gives false, and says so, where the priority has none.
  function fill() {
    if (!over.hidden) return true;
    const { priority } = deck.facts() || {};
    const isIts = (facts) => facts.kind === "likelihood" && facts.priority === priority;
    const index = priority ? deck.screens.facts.findIndex(isIts) : -1;
    const whole = index >= 0 && deck.screens.section(index).querySelector(".whole");
    if (whole) over.innerHTML = whole.innerHTML;
    else deck.bar.tell("No rating sheet for this " + (priority ? "priority" : "screen"));
    return Boolean(whole);
  }

  return { fill };
}
