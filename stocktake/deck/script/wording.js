// One thing captured in its three forms: as the box edits it, as it is sent, as the list shows it.
function startWording(deck) {
  const titles = new Map(
    Array.from(deck.root.querySelectorAll(".box [name=kind]"), (radio) => [radio.value, radio.dataset.title]),
  );
  const heldOn = () => deck.options.held_on || new Date().toISOString().slice(0, 10);
  const due = (text) => readDue(text, heldOn(), deck.state.next_on || deck.options.next_on);

  // Each as [key, title, department]; a deck of screens alone knows no departments.
  function priorities() {
    const told = deck.state.priorities || deck.options.priorities;
    if (told) return told;
    const found = deck.screens.facts.filter((facts) => facts.kind === "trajectory");
    return found.map((facts) => [facts.priority, facts.title]);
  }

  function fresh() {
    const { key = "", priority = "" } = deck.facts() || {};
    return {
      capture_key: newKey(),
      kind: "action",
      text: "",
      owner: "",
      due_text: "",
      rating: "",
      priority_key: priority,
      screen_key: key,
      is_struck: false,
      is_first: true,
    };
  }

  function toSend(draft) {
    const isRating = draft.kind === "rating";
    const { sentence, offered, ...detail } = draft;
    const due_text = isRating ? "" : draft.due_text.trim();
    const owner = isRating ? "" : draft.owner.trim();
    return { ...detail, text: draft.text.trim(), owner, due_text, due_on: due(due_text) };
  }

  function toEdit(listed) {
    const isIts = ([key, title]) => key === listed.priority_key || title === listed.priority;
    const found = priorities().find(isIts);
    return {
      ...fresh(),
      ...listed,
      text: listed.reason || listed.text, // a rating is listed with what was shown before it
      owner: listed.owner || "",
      due_text: listed.due_text || listed.due || "",
      rating: listed.rating || "",
      priority_key: found ? found[0] : "",
      is_struck: Boolean(listed.is_struck),
      is_first: false,
    };
  }

  function toList(sent) {
    const found = priorities().find(([key]) => key === sent.priority_key);
    return {
      ...sent,
      kind_title: titles.get(sent.kind) || sent.kind,
      due: sent.due_on ? saidDay(sent.due_on) : sent.due_text,
      priority: found ? found[1] : "",
    };
  }

  return { due, priorities, fresh, toSend, toEdit, toList };
}
