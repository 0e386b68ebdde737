// The keys of the box, and its hold on the focus: a window of the app that opens behind it, like
// "connection error", would otherwise take the focus and with it what is being typed.
function startBoxKeys({ box, field, kinds, points, names, isOpen, changed, save, close }) {
  const RATINGS = { g: "green", r: "red", ag: "amber_green", ar: "amber_red" };
  let last = null;
  let letters = "";

  function focus(element) {
    last = element;
    element.focus({ preventScroll: true });
  }

  function choose(radio) {
    if (!radio || radio.disabled) return;
    radio.checked = true;
    changed();
  }

  // 1 to 4 as the points are numbered, or their letters: g, ag, ar, r.
  function onPoint(key) {
    letters = key === "a" ? "a" : letters + key;
    const named = points.find((radio) => radio.value === RATINGS[letters]);
    const wanted = /^[1-4]$/.test(key) ? points[Number(key) - 1] : named;
    if (key !== "a") letters = "";
    if (wanted) focus(wanted);
    choose(wanted);
    return Boolean(wanted) || key === "a";
  }

  // The focus goes round inside the box.
  function onTab(event, target) {
    const all = Array.from(box.querySelectorAll("input, textarea, select, button"));
    const isStop = (one) => one.type !== "radio" || one.checked || one === points[0];
    const stops = all.filter((one) => one.getClientRects().length && !one.disabled && isStop(one));
    const [first, end] = [stops[0], stops[stops.length - 1]];
    if (target !== (event.shiftKey ? first : end)) return false;
    focus(event.shiftKey ? end : first);
    return true;
  }

  // Give true when the key was the box's; any other goes into the field that has the focus.
  function onKey(event, target) {
    if (event.isComposing) return false;
    if (!box.contains(target) && last) focus(last);
    const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code);
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.altKey && digit) choose(kinds[Number(digit[1]) - 1]);
    else if (target === field("owner") && names.onKey(event.key)) return true;
    else if (isPlain && target.name === "point" && onPoint(keyName(event))) return true;
    else if (event.key === "Escape") close();
    else if (event.key === "Tab") return onTab(event, target);
    else if (event.key === "Enter" && target.tagName !== "BUTTON" && !event.shiftKey) save();
    else return false;
    return true;
  }

  function onFocus(event) {
    if (!isOpen()) return;
    // Unheard by the app, so that its own trap does not fight for the focus.
    event.stopImmediatePropagation();
    if (event.type !== "focusin") return;
    const path = event.composedPath();
    if (path.includes(box)) last = path[0];
    else if (last) focus(last);
  }

  // Inside a shadow root the window hears nothing of a focus that moves from field to field.
  box.addEventListener("focusin", (event) => (last = event.target));
  for (const name of ["focusin", "focusout"]) window.addEventListener(name, onFocus, true);
  function stop() {
    for (const name of ["focusin", "focusout"]) window.removeEventListener(name, onFocus, true);
  }
  return { focus, onKey, stop };
}
