// Where the screens are. In a document all of them stand in it, for print and for screen readers.
// In the app they come packed, and only the one that is shown and those near it are drawn.
function standingScreens(root) {
  const sections = Array.from(root.querySelectorAll(".screen"));
  sections.forEach((section) => section.setAttribute("aria-hidden", "true"));
  const facts = sections.map((section) => ({
    key: section.dataset.key,
    title: section.dataset.title,
    kind: section.dataset.kind,
    item: Number(section.dataset.item) || null,
    priority: section.dataset.priority || "",
  }));
  return {
    facts,
    section: (index) => sections[index],
    show: (index) => sections.forEach((one, at) => one.setAttribute("aria-hidden", String(at !== index))),
  };
}

function packedScreens(root, screens) {
  const NEAR = 2;
  const place = root.querySelector(".screens");
  const drawn = new Map();
  let shown = null;
  let waiting = null;
  if (screens.length) place.replaceChildren();

  function section(index) {
    if (!drawn.has(index)) {
      const facts = screens[index];
      const element = document.createElement("section");
      element.className = "screen screen-" + facts.kind;
      element.tabIndex = -1;
      element.setAttribute("aria-label", facts.title);
      element.setAttribute("aria-hidden", "true");
      for (const name of ["key", "title", "kind", "item", "priority"])
        if (facts[name]) element.dataset[name] = facts[name];
      element.innerHTML = facts.html; // written by stocktake/deck, which escapes every text in it
      place.append(element);
      drawn.set(index, element);
    }
    return drawn.get(index);
  }

  function drawNear() {
    waiting = null;
    const index = shown.index;
    for (const [at, element] of drawn) {
      if (Math.abs(at - index) <= NEAR) continue;
      element.remove();
      drawn.delete(at);
    }
    for (const at of [index + 1, index - 1]) if (screens[at]) section(at);
  }

  function show(index) {
    const element = section(index);
    if (shown) shown.element.setAttribute("aria-hidden", "true");
    element.setAttribute("aria-hidden", "false");
    shown = { index, element };
    // After the screen is painted: whoever steps must not wait for the one after it.
    if (waiting === null) waiting = window.setTimeout(drawNear, 60);
  }

  return { facts: screens, section, show, stop: () => window.clearTimeout(waiting) };
}

async function unpacked(text) {
  const bytes = Uint8Array.from(window.atob(text), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
