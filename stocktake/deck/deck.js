// The meeting deck: shows one screen at a time and listens to keys, clicks and touches.
// startDeck(root, options) returns a function that stops it. `root` is the .deck element;
// options.onLeave(key) is told when somebody presses Escape; options.memory names the place in
// the browser's session store where the present screen is kept, so that a redraw does not lose it.
function startDeck(root, options) {
  const screens = Array.from(root.querySelectorAll(".screen"));
  const part = (name) => root.querySelector("." + name);
  const last = screens.length - 1;
  const IDLE_AFTER = 3000;
  const DIGITS_WITHIN = 900;
  let here = -1;
  let typed = "";
  let typing = null;
  let idle = null;

  function remembered() {
    try {
      const key = options.memory && window.sessionStorage.getItem(options.memory);
      return Math.max(0, screens.findIndex((screen) => screen.dataset.key === key));
    } catch (refused) {
      return 0; // a browser may forbid storage to files; the first screen is then as good
    }
  }

  function remember(key) {
    try {
      if (options.memory) window.sessionStorage.setItem(options.memory, key);
    } catch (refused) {
      /* as above */
    }
  }

  function show(index) {
    const next = Math.min(Math.max(index, 0), last);
    if (last < 0 || next === here) return;
    if (here >= 0) screens[here].setAttribute("aria-hidden", "true");
    const screen = screens[next];
    screen.setAttribute("aria-hidden", "false");
    here = next;
    const place = next + 1 + " / " + screens.length;
    part("place").textContent = place;
    part("here").textContent = screen.dataset.title;
    part("announce").textContent = screen.dataset.title + ", screen " + (next + 1) + " of " + screens.length;
    remember(screen.dataset.key);
    if (options.onShow) options.onShow(screen.dataset.key);
  }

  function jump() {
    const wanted = parseInt(typed, 10);
    forgetDigits();
    if (wanted >= 1) show(wanted - 1);
  }

  function forgetDigits() {
    window.clearTimeout(typing);
    typed = "";
    if (here >= 0) part("place").textContent = here + 1 + " / " + screens.length;
  }

  function digit(key) {
    typed = (typed + key).slice(0, 3);
    part("place").textContent = "to " + typed;
    window.clearTimeout(typing);
    typing = window.setTimeout(jump, DIGITS_WITHIN);
  }

  function toggle(name) {
    const other = part(name === "help" ? "cover" : "help");
    other.hidden = true;
    part(name).hidden = !part(name).hidden;
    if (name === "cover") part("announce").textContent = part("cover").hidden ? "Screen shown" : "Screen blank";
  }

  function uncover() {
    const covered = !part("cover").hidden || !part("help").hidden;
    part("cover").hidden = true;
    part("help").hidden = true;
    return covered;
  }

  const forward = () => uncover() || show(here + 1);
  const back = () => uncover() || show(here - 1);
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
    B: () => toggle("cover"),
    ".": () => toggle("cover"), // what the blank button of a clicker sends
    "?": () => toggle("help"),
    Escape: () => uncover() || (options.onLeave && options.onLeave(here >= 0 ? screens[here].dataset.key : "")),
  };

  function isTyping(event) {
    const target = event.composedPath ? event.composedPath()[0] : event.target;
    if (!target || !target.tagName) return false;
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event)) return;
    const isDigit = /^[0-9]$/.test(event.key);
    if (!isDigit && event.key === "Enter" && typed) jump();
    else if (isDigit) digit(event.key);
    else if (keys[event.key]) {
      if (typed) forgetDigits();
      keys[event.key]();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onClick(event) {
    const target = event.composedPath ? event.composedPath()[0] : event.target;
    if (target.closest && target.closest("a, button, input, textarea, select")) return;
    const share = event.clientX / window.innerWidth;
    if (share < 0.15) back();
    else if (share > 0.85) forward();
    else uncover();
  }

  let touchedAt = null;
  function onTouchStart(event) {
    touchedAt = event.changedTouches[0].clientX;
  }
  function onTouchEnd(event) {
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
  listening.forEach(([target, name, heard, how]) => target.addEventListener(name, heard, how));
  screens.forEach((screen) => screen.setAttribute("aria-hidden", "true"));
  root.classList.add("live");
  // The browser's top layer lies above every header, whatever its z-index or transform.
  if (options.onTop && root.showPopover) {
    root.setAttribute("popover", "manual");
    root.showPopover();
  }
  show(remembered());
  root.focus({ preventScroll: true });
  onMove();

  return function stop() {
    listening.forEach(([target, name, heard, how]) => target.removeEventListener(name, heard, how));
    window.clearTimeout(typing);
    window.clearTimeout(idle);
  };
}
