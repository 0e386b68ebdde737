// What the browser keeps, so that neither a lost connection nor a reload loses a word. A browser
// may forbid storage, or be full: then this page remembers by itself, for as long as it is open.
function openStorage(kind, prefix) {
  const own = new Map();

  function read(name, otherwise) {
    if (own.has(name)) return own.get(name);
    try {
      const text = window[kind].getItem(prefix + name);
      return text === null ? otherwise : JSON.parse(text);
    } catch (refused) {
      return otherwise;
    }
  }

  function write(name, value) {
    try {
      if (value === null) window[kind].removeItem(prefix + name);
      else window[kind].setItem(prefix + name, JSON.stringify(value));
      own.delete(name);
    } catch (refused) {
      own.set(name, value);
    }
  }

  return { read, write };
}

// Chromium makes keys by itself only where the connection is secure; an office network is not.
function newKey() {
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
