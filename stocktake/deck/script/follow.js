// What the app tells the deck: who we are, where the chair is, what is saved and captured.
// `stocktake:state` may hold a part only; what it does not name stays as it was.
function startFollowing(deck) {
  let isBrowsing = false;

  function toTheChair() {
    isBrowsing = false;
    deck.part("browsing").hidden = true;
    if (deck.state.chair_key) deck.showKey(deck.state.chair_key);
  }

  // A follower who steps is let go, and told the way back.
  function stepped() {
    if (deck.role() !== "follower" || isBrowsing) return;
    isBrowsing = true;
    deck.part("browsing").hidden = false;
  }

  function onState(event) {
    const told = event.detail || {};
    const before = deck.state;
    deck.state = { ...before, ...told };
    const follows = deck.role() === "follower";
    if (!follows) [isBrowsing, deck.part("browsing").hidden] = [false, true];
    if (follows && told.chair_key) deck.bar.note(told.chair_key, Date.parse(told.chair_at) || Date.now());
    if (told.steps) deck.bar.adopt(told.steps);
    if (follows && !isBrowsing && deck.state.chair_key) deck.showKey(deck.state.chair_key);
    deck.outbox.answer(told.saved || [], told.refused || {});
    deck.box.refresh();
    deck.decisions.refresh();
    deck.room.refresh();
    deck.bar.minutes();
    deck.bar.unsaved(deck.outbox.waiting().length);
  }

  window.addEventListener("stocktake:state", onState);
  deck.part("browsing").addEventListener("click", toTheChair);
  return {
    toTheChair: () => isBrowsing && toTheChair(),
    stepped,
    stop: () => window.removeEventListener("stocktake:state", onState),
  };
}
