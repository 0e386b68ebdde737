// The link between the deck, which needs no server, and the server, which may be away.
//
// What the deck tells by window events is gathered here and said to the server as one whole state:
// the chair's screen, and every capture that nobody has answered yet. Streamlit sends that state
// with each poll and after each reconnection, so nothing is lost and nothing needs counting. What
// the server answers goes to the deck as one event. One link stands in a document at a time.
const LOST_AFTER = 4000;
const SAID_APART = 120;
const NOTICED_FOR = 8000;
const LEAVES_AFTER = 300;

let link = null;

export default function ({ data, parentElement, setStateValue }) {
  if (!link) link = startLink(parentElement, data);
  link.say = (said) => setStateValue("said", said);
  link.heard(data);
  return () => {
    if (link) link.stop();
    link = null;
  };
}

function startLink(root, first) {
  const leaving = root.querySelector("dialog");
  const part = (name) => leaving.querySelector("." + name);
  const memory = "stocktake-turn:" + first.meeting_key;
  const outbox = new Map(); // what nobody has answered yet, by send_key
  const saved = new Set(); // the send_keys of what the server has
  const self = { say: null };
  const page = Date.now().toString(36) + "-" + Math.random().toString(36).slice(2, 10);
  let turn = remembered();
  let shown = null;
  let answer = first;
  let isClosing = false;
  let isLost = false;
  let isGone = false;
  let hush = null;
  let saidAt = 0;
  let waiting = null;
  let watching = null;

  // ---- to the server ------------------------------------------------------------------------

  function remembered() {
    try {
      return Number(window.sessionStorage.getItem(memory)) || null;
    } catch (refused) {
      return null;
    }
  }

  function remember(given) {
    turn = given;
    try {
      if (given) window.sessionStorage.setItem(memory, String(given));
      else window.sessionStorage.removeItem(memory);
    } catch (refused) {
      /* a browser may forbid storage; the turn then lasts as long as this page */
    }
  }

  // A chair who runs through the screens says where she has come to, not each one on the way.
  function report() {
    window.clearTimeout(waiting);
    if (isGone) return;
    const early = saidAt + SAID_APART - performance.now();
    if (early > 0) waiting = window.setTimeout(report, early);
    else {
      saidAt = performance.now();
      self.say({
        page,
        turn,
        version: answer.version,
        screen_key: answer.role === "follower" ? null : shown,
        captures: Array.from(outbox.values()),
        is_closing: isClosing,
      });
    }
  }

  function onShown(event) {
    const isFirst = shown === null;
    shown = event.detail.key;
    // The deck stands only now: what was answered before, nobody heard.
    if (isFirst) tellDeck();
    if (answer.role === "chair") report();
  }

  // Each wording has a send_key of its own, and is said until that key is answered.
  function onCapture(event) {
    const { send_key: key, ...capture } = event.detail;
    if (answer.role === "rehearsal" || !key || outbox.has(key)) return;
    if (saved.has(key)) return tellDeck();
    // An older wording that still waits must not be kept after this one.
    for (const [other, waits] of outbox)
      if (waits.capture_key === capture.capture_key) outbox.delete(other);
    outbox.set(key, { ...capture, stamp: key });
    report();
  }

  // ---- to the deck --------------------------------------------------------------------------

  function heard(data) {
    if (answer.role === "chair" && data.role === "follower")
      notice("Somebody else has taken the chair. You are now following.");
    if (answer.state === "begun" && data.state === "closed" && !isClosing)
      notice("The chair has closed the stocktake. Press Esc to leave.");
    // What stays as it is, the server says once.
    answer = { ...answer, wants_word: false, ...data };
    window.clearTimeout(watching);
    // A rehearsal is not asked again: it says nothing to the server.
    if (data.role !== "rehearsal") watching = window.setTimeout(lose, LOST_AFTER);
    isLost = false;
    if (data.turn && data.turn !== turn) remember(data.turn);
    const waited = outbox.size;
    for (const key of [...data.saved, ...Object.keys(data.refused)]) {
      if (outbox.delete(key) && !data.refused[key]) saved.add(key);
    }
    if (isClosing && data.state === "closed") return go(answer.onward);
    if (data.wants_word || data.captured || outbox.size < waited) report();
    tellDeck(data.refused);
    if (leaving.open) showLeaving();
  }

  function lose() {
    isLost = true;
    tellDeck();
    if (leaving.open) showLeaving();
  }

  function tellDeck(refused = {}) {
    const detail = { ...answer, saved: Array.from(saved), refused, is_lost: isLost };
    window.dispatchEvent(new CustomEvent("stocktake:state", { detail }));
  }

  // In the browser's top layer as the deck is, and so above it.
  function notice(text) {
    const place = root.querySelector(".notice");
    place.textContent = text;
    if (place.matches(":popover-open")) place.hidePopover();
    place.showPopover();
    window.clearTimeout(hush);
    hush = window.setTimeout(() => place.hidePopover(), NOTICED_FOR);
  }

  // ---- leaving ------------------------------------------------------------------------------

  function onLeave() {
    if (answer.role !== "chair" || answer.state !== "begun") return go(answer.start);
    if (leaving.open) return stay();
    showLeaving();
    leaving.showModal();
    part("back").focus();
  }

  function showLeaving() {
    const waits = outbox.size;
    part("waits").hidden = !waits && !isLost;
    part("waits").textContent = isLost
      ? "The connection is lost. Stay on the slides: what is captured is kept in this browser, and sent as soon as the server answers."
      : waits === 1
        ? "One capture is not saved yet."
        : waits + " captures are not saved yet.";
    part("close").disabled = isLost || isClosing || waits > 0;
    part("open").disabled = isLost || isClosing;
    part("closing").hidden = !isClosing;
  }

  function close() {
    isClosing = true;
    showLeaving();
    report();
  }

  function stay() {
    isClosing = false;
    leaving.close();
  }

  // Nothing may be said from here on, or just before: an answer to this page that comes after the
  // next one has been asked for would wipe it out.
  function go(address) {
    if (isGone) return;
    isGone = true;
    isClosing = false;
    if (leaving.open) leaving.close();
    window.setTimeout(follow, saidAt + LEAVES_AFTER - performance.now(), address);
  }

  // As Streamlit's own address handling does it: see stocktake/ui/links.py.
  function follow(address) {
    history.pushState({}, "", address);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  }

  function onKey(event) {
    const buttons = [part("close"), part("open"), part("back")].filter((one) => !one.disabled);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const here = buttons.indexOf(root.activeElement);
    buttons[(here + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  }

  const listening = [
    [window, "stocktake:shown", onShown],
    [window, "stocktake:capture", onCapture],
    [window, "stocktake:leave", onLeave],
    [part("close"), "click", close],
    [part("open"), "click", () => go(answer.start)],
    [part("back"), "click", stay],
    [leaving, "keydown", onKey],
  ];
  listening.forEach(([target, name, hears]) => target.addEventListener(name, hears));

  self.heard = heard;
  self.stop = () => {
    listening.forEach(([target, name, hears]) => target.removeEventListener(name, hears));
    window.clearTimeout(waiting);
    window.clearTimeout(watching);
    window.clearTimeout(hush);
    // Whoever leaves gives the chair's place back; a reload does not come by here.
    remember(null);
  };
  return self;
}
