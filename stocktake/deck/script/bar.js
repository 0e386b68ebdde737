// The bar at the foot: where we are, how long the item has taken, what is not saved yet.
function startBar(deck) {
  const TOLD_FOR = 4000;
  const TICK = 5000;
  const MINUTE = 60000;
  const planned = new Map((deck.options.items || []).map(([at, title, minutes]) => [at, { title, minutes }]));
  const itemOf = new Map(deck.screens.facts.map((facts) => [facts.key, facts.item]));
  let steps = deck.role() === "chair" ? deck.kept.read("steps", []) : [];
  let hush = null;

  // Each step as [key, milliseconds]: minutes are worked out of them, never counted up, so that
  // a computer that slept or a page that was opened again tells the same.
  function note(key, at) {
    const last = steps[steps.length - 1];
    if (last && last[0] === key) return;
    steps.push([key, at]);
    if (deck.role() === "chair") deck.kept.write("steps", steps);
  }

  function adopt(told) {
    const theirs = told.map(([key, at]) => [key, Date.parse(at)]);
    const newest = (some) => (some.length ? some[some.length - 1][1] : 0);
    if (theirs.length && (newest(theirs) > newest(steps) || theirs.length > steps.length)) steps = theirs;
  }

  function begun() {
    if (deck.state.begun_at) return Date.parse(deck.state.begun_at);
    return deck.role() === "chair" || deck.role() === "follower" || !steps.length ? null : steps[0][1];
  }

  function used(wanted) {
    const start = begun();
    if (start === null) return null;
    let spent = 0;
    steps.forEach(([key, from], place) => {
      const until = place + 1 < steps.length ? steps[place + 1][1] : Date.now();
      if (itemOf.get(key) === wanted) spent += Math.max(0, until - Math.max(from, start));
    });
    return spent;
  }

  function minutes() {
    const item = deck.facts() && deck.facts().item;
    const plan = planned.get(item);
    const place = deck.part("minutes");
    place.hidden = !plan;
    if (!plan) return;
    const spent = used(item);
    const isOver = spent !== null && spent > plan.minutes * MINUTE;
    const soFar = spent === null ? "" : Math.floor(spent / MINUTE) + " of ";
    const word = spent === null ? " planned" : isOver ? ", over" : "";
    place.textContent = "Item " + item + ": " + soFar + plan.minutes + " min" + word;
    place.classList.toggle("over", isOver);
  }

  function tell(text) {
    deck.part("told").textContent = text;
    window.clearTimeout(hush);
    hush = window.setTimeout(() => (deck.part("told").textContent = ""), TOLD_FOR);
  }

  function unsaved(count) {
    const place = deck.part("unsaved");
    place.hidden = !count && !deck.state.is_lost;
    const lost = deck.state.is_lost ? "connection lost, keep going" : "";
    const waits = count ? "not saved yet (" + count + ")" : "";
    place.textContent = [lost, waits].filter(Boolean).join(" · ");
  }

  const ticking = window.setInterval(minutes, TICK);
  function stop() {
    window.clearInterval(ticking);
    window.clearTimeout(hush);
  }
  return { note, adopt, minutes, tell, unsaved, stop };
}
