// The names that complete an owner: a list below a box of text, by keys and by pointer.
// Nothing is chosen by itself, so that "Ann" stays Ann where the list holds an Anna.
function startNames(box, list, people, onChange) {
  const MOST = 6;
  let active = -1;

  const isOpen = () => !list.hidden;
  const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

  // Names of which a word begins as typed; all where nothing is typed yet, or a whole name stands.
  function matches(typed, isAsked) {
    const wanted = plain(typed.trim());
    if (isAsked && (!wanted || people().includes(typed))) return people().slice(0, MOST);
    if (!wanted) return [];
    const fits = (name) => new RegExp("(^|[^\\p{L}\\p{N}])" + escaped(wanted), "u").test(plain(name));
    return people().filter((name) => name !== typed && fits(name)).slice(0, MOST);
  }

  function offer(isAsked) {
    const found = matches(box.value, isAsked);
    active = -1;
    list.replaceChildren(
      ...found.map((name, at) => {
        const option = document.createElement("li");
        option.id = list.id + "-" + at;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = name;
        return option;
      }),
    );
    show(found.length > 0);
  }

  function show(isWanted) {
    list.hidden = !isWanted;
    box.setAttribute("aria-expanded", String(isWanted));
    if (!isWanted) mark(-1);
  }

  function mark(at) {
    active = at;
    Array.from(list.children).forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === at));
    });
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function take(option) {
    box.value = option.textContent;
    show(false);
    onChange();
  }

  // Gives true when the key was the list's.
  function onKey(key) {
    if (key === "ArrowDown" && !isOpen()) offer(true);
    const count = list.children.length;
    if (!isOpen()) return false;
    if (key === "ArrowDown") mark((active + 1) % count);
    else if (key === "ArrowUp") mark(active > 0 ? active - 1 : count - 1);
    else if (key === "Escape") show(false);
    else if ((key === "Enter" || key === "Tab") && active >= 0) take(list.children[active]);
    else return false;
    return key !== "Tab";
  }

  box.addEventListener("input", () => offer(false));
  box.addEventListener("blur", () => show(false));
  // Before the box loses the focus, which would close the list.
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  return { onKey, close: () => show(false) };
}
