// The meeting deck: shows one screen at a time and listens to keys, clicks and touches.
// startDeck(root, options) returns a function that stops it. `root` is the .deck element; options:
// meeting (what is kept in the browser is kept under it), screens (packed ones, else they stand in
// the root), last (each priority's earlier picture), items, held_on, role, start_key, people,
// priorities, ratings, captured, next_on, is_offline, onTop.
function startDeck(root, options) {
  const IDLE_AFTER = 3000;
  const DIGITS_WITHIN = 900;
  const prefix = "stocktake:" + (options.meeting || "deck") + ":";
  const session = openStorage("sessionStorage", prefix);
  const deck = {
    root,
    options,
    kept: openStorage("localStorage", prefix),
    // A file and a rehearsal have nobody to send to: what is captured stays in this browser.
    isAlone: () => Boolean(options.is_offline) || deck.role() === "rehearsal",
    part: (name) => root.querySelector("." + name),
    state: { captured: options.captured },
    screens: options.screens ? packedScreens(root, options.screens) : standingScreens(root),
    role: () => deck.state.role || options.role || "rehearsal",
    here: () => here,
    facts: () => deck.screens.facts[here],
    showKey: (key) => indexOf(key) >= 0 && show(indexOf(key), true),
  };
  const last = deck.screens.facts.length - 1;
  let here = -1;
  let typed = "";
  let typing = null;
  let idle = null;

  const indexOf = (key) => deck.screens.facts.findIndex((facts) => facts.key === key);

  // ---- showing ------------------------------------------------------------------------------

  // `isTold` when it is not the reader who steps: the chair does, or the deck opens.
  function show(index, isTold) {
    const next = Math.min(Math.max(index, 0), last);
    if (last < 0 || next === here) return;
    here = next;
    deck.screens.show(here);
    uncover();
    const { key, title } = deck.facts();
    tellPlace();
    deck.part("here").textContent = title;
    deck.part("announce").textContent = title + ", screen " + (here + 1) + " of " + (last + 1);
    session.write("here", key);
    if (!isTold) deck.following.stepped();
    if (deck.role() !== "follower") {
      const now = new Date();
      deck.bar.note(key, now.getTime());
      window.dispatchEvent(new CustomEvent("stocktake:shown", { detail: { key, at: now.toISOString() } }));
    }
    deck.bar.minutes();
    deck.decisions.refresh(true);
    deck.room.refresh();
  }

  function tellPlace() {
    deck.part("place").textContent = here + 1 + " / " + (last + 1);
  }

  function jump() {
    const wanted = parseInt(typed, 10);
    forgetDigits();
    if (wanted >= 1) show(wanted - 1);
  }

  function forgetDigits() {
    window.clearTimeout(typing);
    typed = "";
    if (here >= 0) tellPlace();
  }

  function digit(key) {
    typed = (typed + key).slice(0, 3);
    deck.part("place").textContent = "to " + typed;
    window.clearTimeout(typing);
    typing = window.setTimeout(jump, DIGITS_WITHIN);
  }

  // ---- what lies over a screen --------------------------------------------------------------

  const OVER = ["help", "cover", "then", "sheet-over"];

  function toggle(name) {
    const isHidden = deck.part(name).hidden;
    uncover();
    deck.part(name).hidden = !isHidden;
    if (name === "cover") deck.part("announce").textContent = isHidden ? "Screen blank" : "Screen shown";
  }

  function uncover() {
    const covered = OVER.filter((name) => !deck.part(name).hidden);
    covered.forEach((name) => (deck.part(name).hidden = true));
    return covered.length > 0;
  }

  // The picture of this priority at the stocktake before, as it was shown.
  function toggleThen() {
    if (deck.part("then").hidden) {
      const { priority } = deck.facts() || {};
      const html = priority && (options.last || {})[priority];
      const what = priority ? "priority" : "screen";
      if (!html) return deck.bar.tell("No earlier stocktake showed this " + what);
      deck.part("then").innerHTML = html; // written by stocktake/deck when it was frozen
    }
    toggle("then");
  }

  // ---- keys ---------------------------------------------------------------------------------

  const forward = () => uncover() || deck.decisions.step(1) || show(here + 1);
  const back = () => uncover() || deck.decisions.step(-1) || show(here - 1);
  function leave() {
    if (uncover()) return;
    const key = here >= 0 ? deck.facts().key : "";
    window.dispatchEvent(new CustomEvent("stocktake:leave", { detail: { key } }));
  }
  const keys = {
    ArrowRight: forward,
    ArrowDown: forward,
    PageDown: forward,
    " ": forward,
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Home: () => show(0),
    End: () => show(last),
    b: () => toggle("cover"),
    ".": () => toggle("cover"), // what the blank button of a clicker sends
    "?": () => toggle("help"),
    l: toggleThen,
    s: () => deck.sheet.fill() && toggle("sheet-over"),
    d: () => {
      uncover();
      deck.box.open();
    },
    e: () => deck.decisions.edit(),
    f: () => deck.following.toTheChair(),
    Escape: leave,
  };

  function isTyping(target) {
    if (!target || !target.tagName) return false;
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function onKey(event) {
    const target = event.composedPath ? event.composedPath()[0] : event.target;
    if (deck.box.isOpen()) {
      if (deck.box.onKey(event, target)) event.preventDefault();
      event.stopImmediatePropagation(); // what is typed here is no shortcut of the app
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(target)) return;
    const isOther = (one) => one.tagName === "DIALOG" && !one.contains(root);
    if (event.composedPath().some(isOther)) return; // a question of the app
    if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
    if (event.isComposing || !isOurs(keyName(event))) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function isOurs(key) {
    if (/^[0-9]$/.test(key)) digit(key);
    else if (key === "Enter" && typed) jump();
    else if (deck.decisions.onKey(key)) return true;
    else if (Object.hasOwn(keys, key)) {
      if (typed) forgetDigits();
      keys[key]();
    } else return false;
    return true;
  }

  // ---- pointer and touch --------------------------------------------------------------------

  function onClick(event) {
    const target = event.composedPath ? event.composedPath()[0] : event.target;
    const link = target.closest && target.closest("[data-goto]");
    if (link) {
      event.preventDefault();
      return show(indexOf(link.dataset.goto));
    }
    if (target.closest && target.closest("a, button, input, textarea, select, .box")) return;
    const share = event.clientX / window.innerWidth;
    if (share < 0.15) back();
    else if (share > 0.85) forward();
    else uncover();
  }

  let touchedAt = null;
  function onTouchStart(event) {
    touchedAt = deck.box.isOpen() ? null : event.changedTouches[0].clientX;
  }
  function onTouchEnd(event) {
    if (touchedAt === null) return;
    const moved = event.changedTouches[0].clientX - touchedAt;
    if (Math.abs(moved) > 60) (moved < 0 ? forward : back)();
  }

  function onMove() {
    root.classList.remove("idle");
    window.clearTimeout(idle);
    idle = window.setTimeout(() => root.classList.add("idle"), IDLE_AFTER);
  }

  const listening = [
    [window, "keydown", onKey, true],
    [root, "click", onClick, false],
    [root, "touchstart", onTouchStart, { passive: true }],
    [root, "touchend", onTouchEnd, { passive: true }],
    [root, "mousemove", onMove, { passive: true }],
  ];

  deck.bar = startBar(deck);
  deck.wording = startWording(deck);
  deck.people = startPeople(deck);
  deck.room = startRoom(deck);
  deck.decisions = startDecisions(deck);
  deck.next = startNext(deck);
  deck.sheet = startSheet(deck);
  deck.box = startBox(deck);
  deck.outbox = startOutbox(deck);
  deck.following = startFollowing(deck);
  listening.forEach(([target, name, heard, how]) => target.addEventListener(name, heard, how));
  root.classList.add("live");
  if (options.onTop) layOnTop(root);
  show(Math.max(0, indexOf(session.read("here", options.start_key || ""))), true);
  root.focus({ preventScroll: true });
  onMove();

  return function stop() {
    listening.forEach(([target, name, heard, how]) => target.removeEventListener(name, heard, how));
    for (const part of ["bar", "room", "decisions", "box", "outbox", "following"]) deck[part].stop();
    if (deck.screens.stop) deck.screens.stop();
    window.clearTimeout(typing);
    window.clearTimeout(idle);
  };
}

// The browser's top layer lies above every header. A modal dialog besides stays in use when the
// app opens a window of its own, like "Connection error", and makes everything beside it inert.
function layOnTop(root) {
  const layer = document.createElement("dialog");
  layer.className = "deck-layer";
  layer.setAttribute("aria-label", root.getAttribute("aria-label"));
  root.replaceWith(layer);
  layer.append(root);
  // Escape is a key of the deck: whatever else would close a dialog must not take it away.
  layer.addEventListener("cancel", (event) => event.preventDefault());
  layer.addEventListener("close", () => layer.isConnected && layer.showModal());
  layer.showModal();
}
