// The day somebody means by "end of June": the same table as stocktake/model/due_dates.py, held to
// the same cases by a test. Days are milliseconds at midnight UTC, so that no clock change bites.
const readDue = (function () {
  const DAY = 86400000;
  const MONTH_NAMES =
    "january february march april may june july august september october november december".split(" ");
  const DAY_NAMES = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
  const MONTHS = { sept: 9 };
  MONTH_NAMES.forEach((name, at) => (MONTHS[name] = MONTHS[name.slice(0, 3)] = at + 1));
  const WEEKDAYS = { tues: 1, thur: 3, thurs: 3 };
  // Monday is 0, as in Python.
  DAY_NAMES.forEach((name, at) => (WEEKDAYS[name] = WEEKDAYS[name.slice(0, 3)] = (at + 6) % 7));
  const NUMBERS = { a: 1, an: 1 };
  "one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .forEach((word, at) => (NUMBERS[word] = at + 1));

  const oneOf = (words) => "(" + Object.keys(words).sort((a, b) => b.length - a.length).join("|") + ")";
  const MONTH = oneOf(MONTHS);
  const WEEKDAY = oneOf(WEEKDAYS);
  const AMOUNT = "([0-9]{1,3}|" + oneOf(NUMBERS).slice(1);
  const YEAR = "([0-9]{4})";
  const NTH = "([0-9]{1,2})(?:st|nd|rd|th)?";
  const STRETCH = "(week|month|quarter|year|financial year)";

  function on(year, month, day) {
    if (year < 2000 || year > 2099) return null;
    const found = new Date(Date.UTC(year, month - 1, day));
    return found.getUTCMonth() === month - 1 && found.getUTCDate() === day ? found.getTime() : null;
  }
  const parts = (day) => {
    const found = new Date(day);
    return { year: found.getUTCFullYear(), month: found.getUTCMonth() + 1, day: found.getUTCDate() };
  };
  const weekday = (day) => (new Date(day).getUTCDay() + 6) % 7;
  const writtenYear = (text) => (text.length === 4 ? Number(text) : 2000 + Number(text));
  const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
  const monthEnd = (year, month) => on(year, month, lastDay(year, month));

  function daysOn(from, days) {
    const later = from + days * DAY;
    const year = parts(later).year;
    return year >= 2000 && year <= 2099 ? later : null;
  }
  function monthsOn(from, months) {
    const { year, month, day } = parts(from);
    const whole = year * 12 + month - 1 + months;
    const [then, at] = [Math.floor(whole / 12), (whole % 12) + 1];
    return on(then, at, Math.min(day, lastDay(then, at)));
  }
  function nextOf(from, years, make) {
    for (let ahead = 0; ahead < years; ahead++) {
      const found = make(parts(from).year + ahead);
      if (found !== null && found >= from) return found;
    }
    return null;
  }
  function dayOfMonth(day, month, year, from) {
    if (year) return on(writtenYear(year), month, Number(day));
    return nextOf(from, 9, (tried) => on(tried, month, Number(day)));
  }
  function lastOf(month, year, from) {
    return year ? monthEnd(Number(year), month) : nextOf(from, 2, (tried) => monthEnd(tried, month));
  }
  function relative(found, from) {
    const amount = NUMBERS[found[1]] || Number(found[1]);
    const unit = found[2].replace(/[s']+$/, "");
    if (unit === "month" || unit === "year") return monthsOn(from, amount * (unit === "year" ? 12 : 1));
    return daysOn(from, amount * { day: 1, week: 7, fortnight: 14 }[unit]);
  }
  const coming = (name, from) => daysOn(from, ((WEEKDAYS[name] - weekday(from) + 6) % 7) + 1);
  function weekdayWeek(found, from) {
    const first = coming(found[1], from);
    return first === null ? null : daysOn(first, 7);
  }
  function weekdayOf(found, from) {
    const ahead = WEEKDAYS[found[2]] - weekday(from) + (found[1] === "next" ? 7 : 0);
    return ahead >= 0 ? daysOn(from, ahead) : null;
  }
  function endOf(which, stretch, from) {
    const isNext = which.trim() === "next";
    if (stretch === "week") {
      const friday = daysOn(from, 4 - weekday(from) + (isNext ? 7 : 0));
      return friday === null || friday >= from ? friday : daysOn(friday, 7);
    }
    const { year, month } = parts(from);
    const ends = { month: month, quarter: Math.ceil(month / 3) * 3, "financial year": 3 }[stretch] || 12;
    const months = { month: 1, quarter: 3 }[stretch] || 12;
    const started = on(year + (stretch === "financial year" && month > 3 ? 1 : 0), ends, 1);
    const first = started === null ? null : monthsOn(started, isNext ? months : 0);
    return first === null ? null : monthEnd(parts(first).year, parts(first).month);
  }
  function ordinal(found, from) {
    const here = parts(from);
    const next = monthsOn(on(here.year, here.month, 1), 1);
    for (const first of next === null ? [from] : [from, next]) {
      const day = on(parts(first).year, parts(first).month, Number(found[1]));
      if (day === null || day >= from) return day;
    }
    return null;
  }

  // Easter Sunday as [month, day], by the method of Meeus, Jones and Butcher.
  function easter(year) {
    const whole = (sum, by) => Math.floor(sum / by);
    const [golden, century, ofCentury] = [year % 19, whole(year, 100), year % 100];
    const moon = whole(century - whole(century + 8, 25) + 1, 3);
    const epact = (19 * golden + century - whole(century, 4) - moon + 15) % 30;
    const sunday = (32 + 2 * (century % 4) + 2 * whole(ofCentury, 4) - epact - (ofCentury % 4)) % 7;
    const late = whole(golden + 11 * epact + 22 * sunday, 451);
    const sum = epact + sunday - 7 * late + 114;
    return [whole(sum, 31), (sum % 31) + 1];
  }
  // The last working day before Easter: Good Friday is a holiday, the day before is not.
  function thursday(year) {
    const sunday = on(year, ...easter(year));
    return sunday === null ? null : daysOn(sunday, -3);
  }
  const beforeEaster = (found, from) => (found[1] ? thursday(Number(found[1])) : nextOf(from, 2, thursday));

  const DATES = [
    ["([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", (f) => on(Number(f[1]), Number(f[2]), Number(f[3]))],
    [
      "([0-9]{1,2})([/.-])([0-9]{1,2})\\2([0-9]{4}|[0-9]{2})",
      (f) => on(writtenYear(f[4]), Number(f[3]), Number(f[1])),
    ],
    ["([0-9]{1,2})/([0-9]{1,2})", (f, from) => dayOfMonth(f[1], Number(f[2]), null, from)],
    [NTH + " " + MONTH + "(?: " + YEAR + ")?", (f, from) => dayOfMonth(f[1], MONTHS[f[2]], f[3], from)],
    [MONTH + " " + NTH + "(?: " + YEAR + ")?", (f, from) => dayOfMonth(f[2], MONTHS[f[1]], f[3], from)],
  ];
  const WORDS = [
    ["(?:end |in )?" + MONTH + "(?: " + YEAR + ")?", (f, from) => lastOf(MONTHS[f[1]], f[2], from)],
    ["mid(?:dle)? " + MONTH + "(?: " + YEAR + ")?", (f, from) => dayOfMonth("15", MONTHS[f[1]], f[2], from)],
    [
      "(?:start|beginning) " + MONTH + "(?: " + YEAR + ")?",
      (f, from) => dayOfMonth("1", MONTHS[f[1]], f[2], from),
    ],
    ["today", (f, from) => from],
    ["tomorrow", (f, from) => daysOn(from, 1)],
    ["day after tomorrow", (f, from) => daysOn(from, 2)],
    [WEEKDAY, (f, from) => coming(f[1], from)],
    [WEEKDAY + " week", weekdayWeek],
    ["(this|next) " + WEEKDAY, weekdayOf],
    [
      "(?:in |within )?" + AMOUNT + " (days?'?|weeks?'?|fortnights?|months?'?|years?'?|" +
        "(?:day|week|month|year)'s)(?: time| from now| from today)?",
      relative,
    ],
    ["end (this |next |)" + STRETCH, (f, from) => endOf(f[1], f[2], from)],
    ["(this |next )" + STRETCH, (f, from) => endOf(f[1], f[2], from)],
    [STRETCH + " end", (f, from) => endOf("", f[1], from)],
    ["end " + YEAR, (f) => on(Number(f[1]), 12, 31)],
    ["(?:before )?easter(?: " + YEAR + ")?", beforeEaster],
    ["([0-9]{1,2})(?:st|nd|rd|th)", ordinal],
  ];

  function first(rules, plain, from) {
    for (const [pattern, rule] of rules) {
      const found = new RegExp("^(?:" + pattern + ")$").exec(plain);
      if (found) return rule(found, from);
    }
    return null;
  }
  function plainly(text) {
    const lowered = text.toLowerCase().replace(/\u2019/g, "'").replace(/,/g, " ");
    const words = lowered.replace(/(?<=[a-z])-(?=[a-z])/g, " ").split(/\s+/).filter(Boolean);
    const spaced = words.join(" ").replace(/[.! ]+$/, "");
    const leading = /^(?:due )?(?:by |on |at |no later than |not later than )?/;
    return spaced.replace(leading, "").replace(/\b(?:the|of) /g, "");
  }

  // A stocktake that has passed is not the next one.
  function stocktakeDay(next, from, isBefore) {
    const day = next ? Date.parse(next + "T00:00:00Z") : NaN;
    return day > from ? daysOn(day, isBefore ? -1 : 0) : null;
  }

  // Gives the day as "2026-06-30", or null when the text is not understood. `from` is such a day,
  // `next` that of the next stocktake where one is prepared.
  return function readDue(text, from, next) {
    if (text.length > 60) return null;
    const start = Date.parse(from + "T00:00:00Z");
    const plain = plainly(text);
    const asked = /^(before )?next stocktake$/.exec(plain);
    if (asked) {
      const found = stocktakeDay(next, start, Boolean(asked[1]));
      return found === null ? null : new Date(found).toISOString().slice(0, 10);
    }
    const named = new RegExp("^" + WEEKDAY + " (.+)$").exec(plain);
    let day = named ? first(DATES, named[2], start) : null;
    if (day !== null && weekday(day) !== WEEKDAYS[named[1]]) return null;
    if (day === null) day = first(DATES.concat(WORDS), plain, start);
    return day === null ? null : new Date(day).toISOString().slice(0, 10);
  };
})();

// "Tuesday 30 June 2026": the weekday is what a room checks a date by.
function saidDay(day) {
  const words = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(day + "T00:00:00Z").toLocaleDateString("en-GB", words).replace(",", "");
}
