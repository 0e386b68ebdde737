// What a key means on any keyboard. The sign it writes counts first, so that "?" stays "?" wherever
// it is printed. Where it writes a letter of another alphabet, or a sign where we want a digit, the
// place of the key counts: D is D on a Cyrillic keyboard, and 2 needs no Shift on a French one.
function keyName(event) {
  const key = event.key;
  if (/^[A-Za-z]$/.test(key)) return key.toLowerCase();
  if (/^[0-9.?]$/.test(key) || (key.length > 1 && key !== "Dead" && key !== "Unidentified")) return key;
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code || "");
  if (digit) return event.shiftKey ? key : digit[1];
  const letter = /^Key([A-Z])$/.exec(event.code || "");
  return letter ? letter[1].toLowerCase() : key;
}
