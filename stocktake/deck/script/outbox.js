// What was captured here waits until somebody says that it is saved, and is sent again until then.
// Each version has a send_key: an answer to the first wording must not pass for one to the second.
function startOutbox(deck) {
  const AGAIN = 2000;
  const waiting = () => deck.kept.read("outbox", []);

  function keep(entries) {
    deck.kept.write("outbox", entries.length ? entries : null);
    deck.bar.unsaved(entries.length);
  }

  function add(detail) {
    const sent = { ...detail, send_key: newKey() };
    if (deck.isAlone()) {
      const others = deck.kept.read("captured", []).filter((one) => one.capture_key !== sent.capture_key);
      deck.kept.write("captured", [...others, sent]);
      deck.bar.tell("Saved on this computer");
      deck.room.tellSaved(sent);
      deck.room.refresh();
      return;
    }
    keep([...waiting().filter((one) => one.capture_key !== sent.capture_key), sent]);
    deck.bar.tell("Saving…");
    send(sent);
  }

  function send(detail) {
    window.dispatchEvent(new CustomEvent("stocktake:capture", { detail }));
  }

  function stands(one) {
    const found = (deck.state.captured || []).find((told) => told.capture_key === one.capture_key);
    // Only a list that tells the due day can show that this very wording was saved.
    if (!found || found.due_on === undefined) return false;
    const told = ["kind", "text", "owner", "due_on", "is_struck"];
    return told.every((name) => (found[name] || "") === (one[name] || ""));
  }

  function answer(saved, refused) {
    const entries = waiting();
    if (!entries.length) return;
    const isFirst = (one) => one.is_first && saved.includes(one.capture_key);
    const isSaved = (one) => saved.includes(one.send_key) || isFirst(one) || stands(one);
    const sentence = (one) => refused[one.send_key] || refused[one.capture_key];
    const done = entries.filter(isSaved);
    const back = entries.filter((one) => !isSaved(one) && sentence(one));
    if (!done.length && !back.length) return;
    keep(entries.filter((one) => !done.includes(one) && !back.includes(one)));
    if (done.length) deck.bar.tell("Saved");
    done.forEach(deck.room.tellSaved);
    back.forEach((one) => deck.box.giveBack(one, sentence(one)));
  }

  const sending = window.setInterval(() => waiting().forEach(send), AGAIN);
  waiting().forEach(send);
  deck.bar.unsaved(waiting().length);
  return { add, answer, waiting, stop: () => window.clearInterval(sending) };
}
