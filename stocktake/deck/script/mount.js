// The deck inside the app. A rerun of the app calls the component again with the same data: an
// equal deck is left alone, so that it does not blink and does not lose its place or a draft.
const mounted = new WeakMap();

export default function (component) {
  const { data, parentElement } = component;
  const place = parentElement.querySelector(".deck-mount");
  const before = mounted.get(place);
  if (before && before.fingerprint === data.fingerprint) return before.leave;
  if (before) before.stop();
  const now = { fingerprint: data.fingerprint, stop: () => {} };
  now.leave = () => {
    now.stop();
    if (mounted.get(place) === now) mounted.delete(place);
    place.innerHTML = "";
  };
  mounted.set(place, now);
  place.innerHTML = data.shell;
  unpacked(data.packed).then(
    ({ screens, last }) => {
      if (mounted.get(place) !== now) return;
      const options = { ...data.options, screens, last, onTop: true };
      now.stop = startDeck(place.querySelector(".deck"), options);
    },
    () => {
      const sorry = "This browser cannot open the screens. Use a newer one, or the offline file.";
      place.querySelector(".opening").textContent = sorry;
    },
  );
  return now.leave;
}
