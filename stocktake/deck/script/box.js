// The box over the screen: what was decided, who does it, by when. It never moves the screen.
// Whatever is typed is kept at every key; only saving or discarding ends a draft.
function startBox(deck) {
  const box = deck.part("box");
  const field = (name) => box.querySelector(".box-" + name);
  const kinds = Array.from(box.querySelectorAll("[name=kind]"));
  const points = Array.from(box.querySelectorAll("[name=point]"));
  const people = () => deck.people.ordered(field("priority").value);
  const names = startNames(field("owner"), field("names"), people, changed);
  let draft = null;
  let drawn = "";

  const isOpen = () => draft !== null;
  const drafts = () => deck.kept.read("drafts", []);
  const chosen = (radios) => (radios.find((radio) => radio.checked) || {}).value || "";
  const understood = () => deck.wording.due(field("due").value);

  function keep(one, isEnded) {
    const others = drafts().filter((kept) => kept.capture_key !== one.capture_key);
    const wanted = isEnded ? others : [one, ...others];
    deck.kept.write("drafts", wanted.length ? wanted : null);
  }

  // ---- opening and closing ------------------------------------------------------------------

  function open(given) {
    if (isOpen()) return;
    const kept = drafts();
    const isBegun = (one) => one.text || one.due_text || one.owner !== (one.offered || "");
    const begun = kept.find(isBegun);
    draft = given || kept.find((one) => one.sentence) || begun || deck.wording.fresh();
    refresh(true);
    kinds.forEach((radio) => (radio.checked = radio.value === draft.kind));
    points.forEach((radio) => (radio.checked = radio.value === draft.rating));
    field("text").value = draft.text;
    field("owner").value = draft.owner;
    field("due").value = draft.due_text;
    field("priority").value = draft.priority_key;
    box.hidden = false;
    deck.root.classList.remove("idle");
    field("message").textContent = draft.sentence || "";
    offerOwner();
    shape();
    keys.focus(field("text"));
  }

  function close() {
    draft = null;
    names.close();
    box.hidden = true;
    deck.root.focus({ preventScroll: true });
    deck.decisions.refresh(true);
  }

  function discard() {
    keep(draft, true);
    close();
    deck.bar.tell("Discarded");
  }

  // ---- what stands in it --------------------------------------------------------------------

  // An action of a priority is its owner's until somebody says otherwise: what was typed, or taken
  // away, stays as it is, whatever kind or priority is chosen afterwards.
  function offerOwner() {
    const offered = draft.offered || "";
    if (!draft.is_first || field("owner").value !== offered) return;
    const isAction = chosen(kinds) === "action";
    const wanted = isAction ? deck.people.owner(field("priority").value) : "";
    field("owner").value = draft.owner = draft.offered = wanted;
  }

  function changed() {
    offerOwner();
    draft.kind = chosen(kinds);
    draft.rating = draft.kind === "rating" ? chosen(points) : "";
    draft.text = field("text").value;
    draft.owner = field("owner").value;
    draft.due_text = field("due").value;
    draft.priority_key = field("priority").value;
    keep(draft);
    field("message").textContent = "";
    shape();
  }

  // Show the fields that the kind has, and what was understood of the date.
  function shape() {
    const kind = kinds.find((radio) => radio.checked) || kinds[0];
    const isRating = kind.value === "rating";
    field("ask").textContent = kind.dataset.ask;
    field("points").hidden = !isRating;
    box.querySelectorAll(".box-given").forEach((part) => (part.hidden = isRating));
    field("strike").hidden = draft.is_first;
    field("strike").textContent = draft.is_struck ? "Restore" : "Strike out";
    const due = understood();
    const typed = field("due").value.trim();
    const place = field("understood");
    place.textContent = due ? saidDay(due) : typed ? place.dataset.otherwise : "";
    place.classList.toggle("known", Boolean(due));
  }

  // What the app tells may change while somebody types: only what differs is drawn again.
  function refresh(isOpening) {
    if (!isOpen()) return;
    if (!isOpening) offerOwner();
    const listed = deck.wording.priorities();
    const now = JSON.stringify([listed, deck.state.can_rate]);
    if (now === drawn && !isOpening) return;
    drawn = now;
    const options = [["", "No one priority"], ...listed];
    field("priority").replaceChildren(...options.map(([key, title]) => new Option(title, key)));
    field("priority").value = draft.priority_key;
    const rating = kinds.find((radio) => radio.value === "rating");
    rating.disabled = !deck.state.can_rate && draft.kind !== "rating";
    rating.closest("label").hidden = rating.disabled;
  }

  // ---- saving -------------------------------------------------------------------------------

  // Give what is missing and the field that wants it, or null.
  function missing() {
    if (draft.is_struck) return null;
    if (draft.kind === "rating") {
      if (!draft.rating) return ["Choose one of the four ratings.", points[0]];
      if (!draft.priority_key) return ["Choose the priority that is rated.", field("priority")];
      return draft.text.trim() ? null : ["Give the reason for the change.", field("text")];
    }
    if (!draft.text.trim()) return ["There is no text yet: write what was said.", field("text")];
    if (draft.kind !== "action") return null;
    if (!draft.owner.trim()) return ["Who does it? An action needs a name.", field("owner")];
    if (!draft.due_text.trim()) return ["By when? An action needs a date.", field("due")];
    return understood() ? null : ["We could not read that date.", field("due")];
  }

  function save() {
    const wanting = missing();
    if (wanting) {
      field("message").textContent = wanting[0];
      keys.focus(wanting[1]);
      return;
    }
    const done = draft;
    keep(done, true);
    close();
    send(done);
    const refused = drafts().find((one) => one.sentence);
    if (refused) open(refused);
  }

  function send(one) {
    deck.outbox.add(deck.wording.toSend(one));
    deck.decisions.refresh();
  }

  function strike() {
    draft.is_struck = !draft.is_struck;
    save();
  }

  // A capture that was refused comes back with the reason: at once, unless somebody is typing.
  function giveBack(one, sentence) {
    const back = { ...one, sentence };
    if (!isOpen()) return open(back);
    keep(back);
    keep(draft);
    deck.bar.tell("One was not accepted: it comes back after this");
  }

  const keys = startBoxKeys({ box, field, kinds, points, names, isOpen, changed, save, close });
  box.addEventListener("input", changed);
  const clicks = { save, strike, discard, close };
  for (const name of Object.keys(clicks)) field(name).addEventListener("click", clicks[name]);
  return { isOpen, open, send, giveBack, refresh, onKey: keys.onKey, stop: keys.stop };
}
