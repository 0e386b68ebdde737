// The agenda as a list that is put in order by hand: drag a line, or move it by its buttons.
//
// The list in the browser is the truth while somebody works on it. Each change is told to the
// server as a whole (the order, and the minutes), with a number; what the server draws counts again
// once it has answered the last number told. So a slow answer never undoes the next move, and what a
// server that was away has not heard is told again until it is.
const TELL_AFTER = 350;
const ASK_AGAIN = 4000;
const pages = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  let page = pages.get(parentElement);
  if (!page) {
    page = startList(parentElement);
    pages.set(parentElement, page);
  }
  page.tell = (what, value) => setTriggerValue(what, value);
  page.show(data);
}

function startList(root) {
  const list = root.querySelector("ol");
  const sum = root.querySelector(".sum");
  const spoken = root.querySelector(".spoken");
  const self = { tell: null, show };
  let lines = [];
  let limits = null;
  let meeting = null;
  let told = 0; // the number of the last change told
  let waiting = null; // the change that is about to be told
  let unanswered = null;

  // ---- from the server ----------------------------------------------------------------------

  function show(data) {
    limits = data.limits;
    const isSame = data.meeting === meeting;
    if (isSame && (waiting || data.answered < told)) return markOpen(data.open);
    clearTimeout(waiting);
    clearTimeout(unanswered);
    [meeting, told, waiting] = [data.meeting, data.answered, null];
    const shown = JSON.stringify(lines);
    lines = data.lines.map((line) => ({ ...line }));
    if (shown !== JSON.stringify(lines)) draw();
    markOpen(data.open);
    total();
  }

  // ---- to the server ------------------------------------------------------------------------

  function changed() {
    total();
    number();
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      waiting = null;
      told += 1;
      tellOrder();
    }, TELL_AFTER);
  }

  function tellOrder() {
    const order = lines.map((line) => [line.key, line.minutes]);
    self.tell("changed", { meeting, number: told, order });
    clearTimeout(unanswered);
    unanswered = setTimeout(tellOrder, ASK_AGAIN);
  }

  // ---- the list -----------------------------------------------------------------------------

  const put = (tag, more = {}, text = "") => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  function draw() {
    const focus = root.activeElement || (root.getRootNode() || {}).activeElement;
    const kept = focus && focus.closest && focus.closest("li");
    const place = kept ? [...list.children].indexOf(kept) : 0;
    list.replaceChildren(...lines.map(row));
    number();
    if (!kept) return;
    // Where a line was taken off, the next one takes its place under the hand.
    const next = rowOf(kept.dataset.key) || list.children[Math.min(place, lines.length - 1)];
    if (next) focusOn(next.dataset.key, focus.className);
  }

  function row(line) {
    const element = put("li", { "data-key": line.key, "data-kind": line.kind });
    if (line.follows) element.classList.add("follows");
    const grip = put("span", { class: "grip", "aria-hidden": "true" }, line.follows ? "" : "⠿");
    grip.addEventListener("pointerdown", (event) => drag(event, element));
    const open = put("button", { type: "button", class: "open" });
    open.append(
      put("span", { class: "title" }, line.title),
      put("small", {}, line.note),
    );
    open.addEventListener("click", () => {
      markOpen(line.key);
      self.tell("opened", line.key);
    });
    element.append(grip, put("span", { class: "number" }), open, minutesOf(line));
    const moves = put("span", { class: "moves" });
    if (!line.follows) {
      moves.append(mover(line, -1, "▲", "up"), mover(line, 1, "▼", "down"));
    }
    const off = put("button", { type: "button", class: "off" }, "×");
    off.setAttribute("aria-label", `Take “${line.title}” off the agenda`);
    off.title = "Take off the agenda";
    off.addEventListener("click", () => self.tell("taken_off", line.key));
    element.append(moves, off);
    return element;
  }

  function minutesOf(line) {
    const label = put("label", { class: "minutes" });
    const input = put("input", { type: "number", min: 0, max: 90, inputmode: "numeric" });
    input.setAttribute("aria-label", `Minutes for “${line.title}”`);
    input.value = line.minutes;
    input.addEventListener("input", () => {
      const minutes = Math.round(Number(input.value));
      if (input.value === "" || !(minutes >= 0 && minutes <= 90)) return;
      line.minutes = minutes;
      changed();
    });
    input.addEventListener("blur", () => {
      input.value = line.minutes;
    });
    label.append(input, put("span", { "aria-hidden": "true" }, "min"));
    return label;
  }

  function mover(line, by, sign, word) {
    const button = put("button", { type: "button", class: word }, sign);
    button.setAttribute("aria-label", `Move “${line.title}” ${word}`);
    button.title = `Move ${word}`;
    button.addEventListener("click", () => move(line.key, by));
    return button;
  }

  // ---- moving: an issue goes where its priority goes ------------------------------------------

  function blocks() {
    const found = [];
    for (const line of lines) {
      if (line.follows && found.length) found.at(-1).push(line);
      else found.push([line]);
    }
    return found;
  }

  function move(key, by) {
    const all = blocks();
    const from = all.findIndex((block) => block[0].key === key);
    const to = from + by;
    if (to < 0 || to >= all.length) return;
    place(all, from, to);
    focusOn(key, by < 0 ? "up" : "down");
    const line = lines.find((one) => one.key === key);
    spoken.textContent = `${line.title}: now ${lines.indexOf(line) + 1} of ${lines.length}`;
  }

  function place(all, from, to) {
    const [block] = all.splice(from, 1);
    all.splice(to, 0, block);
    lines = all.flat();
    for (const line of lines) list.append(rowOf(line.key));
    changed();
  }

  function drag(event, element) {
    const key = element.dataset.key;
    if (event.button || lines.find((line) => line.key === key).follows) return;
    event.preventDefault();
    element.classList.add("dragged");
    const over = (moved) => {
      const all = blocks();
      const from = all.findIndex((block) => block[0].key === key);
      let to = all.findIndex((block) => {
        const last = rowOf(block.at(-1).key).getBoundingClientRect();
        return moved.clientY < (rowOf(block[0].key).getBoundingClientRect().top + last.bottom) / 2;
      });
      if (to < 0) to = all.length;
      if (to > from) to -= 1;
      if (to !== from) place(all, from, to);
    };
    const end = () => {
      element.classList.remove("dragged");
      removeEventListener("pointermove", over);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
    };
    addEventListener("pointermove", over);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }

  // ---- small things ---------------------------------------------------------------------------

  function rowOf(key) {
    return [...list.children].find((element) => element.dataset.key === key);
  }

  function focusOn(key, name) {
    const element = rowOf(key);
    const button = element && name && element.querySelector(`.${name.split(" ")[0]}`);
    if (button) button.focus();
  }

  function markOpen(key) {
    for (const element of list.children) {
      const open = element.querySelector(".open");
      if (element.dataset.key === key) open.setAttribute("aria-current", "true");
      else open.removeAttribute("aria-current");
    }
  }

  function number() {
    [...list.children].forEach((element, place) => {
      element.querySelector(".number").textContent = String(place + 1);
    });
  }

  function total() {
    const minutes = lines.reduce((whole, line) => whole + line.minutes, 0);
    const { least, most } = limits;
    const over = minutes > most ? `${minutes - most} over an hour` : "";
    const short = minutes < least ? `${least - minutes} short of ${least}` : "";
    sum.querySelector("b").textContent = String(minutes);
    sum.querySelector(".verdict").textContent = over || short || `within ${least} to ${most}`;
    sum.classList.toggle("amiss", Boolean(over || short));
    const share = (of) => `${Math.min(100, (100 * of) / (most + least / 3))}%`;
    sum.querySelector(".used").style.width = share(minutes);
    Object.assign(sum.querySelector(".room").style, { left: share(least), width: share(most - least) });
  }

  return self;
}
