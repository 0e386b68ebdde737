// Tells how long after a click or a key the screen that was asked for stood there, in the
// browser's own time: from the event's time stamp to the end of the frame that showed it.
(() => {
  const STILL_MS = 200;
  const TOO_LONG_MS = 120000;

  // Components draw in shadow trees, which a plain query does not enter.
  function find(root, selector) {
    const found = root.querySelector(selector);
    if (found) return found;
    for (const element of root.querySelectorAll("*")) {
      const inside = element.shadowRoot && find(element.shadowRoot, selector);
      if (inside) return inside;
    }
    return null;
  }

  const charts = () => Array.from(document.querySelectorAll("[data-testid=stVegaLiteChart]"));
  const picture = (chart) => chart.querySelector("canvas, svg.marks");

  // Settled: the server's run has ended, nothing on the page is left over from the one before,
  // and every chart has a picture that was not there when the clock was set.
  function isPainted(wanted, before) {
    const app = document.querySelector("[data-testid=stApp]");
    if (!app || app.dataset.testScriptState !== "notRunning") return false;
    if (document.querySelector("[data-stale=true], [data-testid=stSkeleton], [data-testid=stSpinner]")) return false;
    if (!document.location.href.includes(wanted.address)) return false;
    if (!find(document, wanted.present)) return false;
    if (wanted.absent && find(document, wanted.absent)) return false;
    const drawn = charts().map(picture);
    if (drawn.length < (wanted.charts || 0)) return false;
    return drawn.every((one) => one && one.clientWidth > 0 && !before.has(one));
  }

  function said() {
    const main = document.querySelector("[data-testid=stMain]");
    return main ? main.innerText.replace(/\s+/g, " ").slice(0, 80) : "nothing";
  }

  // After a frame's callbacks comes its layout and paint; a message posted there arrives after.
  function atEachFrame(look) {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => look(performance.now()) || requestAnimationFrame(post);
    const post = () => channel.port2.postMessage(null);
    requestAnimationFrame(post);
  }

  function watch(started, isThere, stillFor) {
    return new Promise((resolve, reject) => {
      let since = null;
      atEachFrame((now) => {
        if (!isThere()) since = null;
        else if (since === null) since = now;
        if (since !== null && now - since >= stillFor) resolve(since - started);
        else if (now - started > TOO_LONG_MS) reject(new Error("not painted after two minutes; shown: " + said()));
        else return false;
        return true;
      });
    });
  }

  function atNext(name, begin) {
    window.stopwatchResult = new Promise((resolve, reject) => {
      const heard = (event) => begin(event.timeStamp).then(resolve, reject);
      window.addEventListener(name, heard, { capture: true, once: true });
    });
  }

  window.stopwatch = {
    atClick(wanted) {
      const before = new WeakSet(charts().map(picture).filter(Boolean));
      atNext("click", (started) => watch(started, () => isPainted(wanted, before), STILL_MS));
    },
    atKey() {
      const shown = () => find(document, ".screen[aria-hidden=false]");
      const before = shown();
      const changed = () => shown() !== before && shown().getBoundingClientRect().width > 0;
      atNext("keydown", (started) => watch(started, changed, 0));
    },
    fromNow(wanted) {
      return watch(performance.now(), () => isPainted(wanted, new WeakSet()), STILL_MS);
    },
    screens() {
      return Number(find(document, ".deck .place").textContent.split("/")[1]);
    },
  };
})();
