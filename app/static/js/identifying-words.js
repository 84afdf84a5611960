// While somebody types: a kind word when the text looks as if it could tell who a family is. It warns and never stops
// anybody. The signs are those of app/cases/identifying_words.py; a test holds the two against each other.

const MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const DAY_FIRST = /(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)?\d{2})(?!\d)/g;
const YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?!\d)/g;
const RUN_OF_EIGHT = /(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)/g;
const MONTH_IN_WORDS = new RegExp(
  `(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?[-/. ]?(?:of )?(?:${MONTHS})[a-z]*[-/., ]*(?:19|20)?\\d{2}(?!\\d)`,
  "i",
);
const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]?[- ]?\d[a-z]{2}\b/i;
const PHONE = /(?<![\d+])(?:\+44|0)(?:[ \-()]*\d){9,10}(?!\d)/;
const EMAIL = /[^\s@]@[^\s@]+\.\w/;
const TEN_DIGITS = /(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)/g;
const PAUSE_MS = 400;

const SIGNS = [
  ["an e-mail address", (text) => EMAIL.test(text)],
  ["an NHS number", (text) => [...text.matchAll(TEN_DIGITS)].some(([found]) => isNhsNumber(found.replace(/\D/g, "")))],
  ["a telephone number", (text) => PHONE.test(text)],
  ["a date of birth", hasDate],
  ["a postcode", (text) => POSTCODE.test(text)],
];

/** What in the text looks identifying, in words, or null. */
export function findIdentifier(text) {
  return SIGNS.find(([, looksLike]) => looksLike(text))?.[0] ?? null;
}

function isNhsNumber(digits) {
  const weighed = [...digits.slice(0, 9)].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0);
  return (11 - (weighed % 11)) % 11 === Number(digits[9]);
}

function hasDate(text) {
  const dayFirst = [...text.matchAll(DAY_FIRST), ...text.matchAll(RUN_OF_EIGHT)];
  return (
    MONTH_IN_WORDS.test(text) ||
    dayFirst.some(([, day, month, year]) => isDate(year, month, day)) ||
    [...text.matchAll(YEAR_FIRST)].some(([, year, month, day]) => isDate(year, month, day))
  );
}

function isDate(year, month, day) {
  const made = new Date(Date.UTC(2000, 0, 1));
  made.setUTCFullYear(Number(year) || 2000, Number(month) - 1, Number(day));
  return made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day);
}

/** One place under the field, spoken politely, and changed only when there is something else to say. */
function say(field, identifier) {
  const id = `${field.id}-identifying`;
  let note = document.getElementById(id);
  if (!note && !identifier) return;
  if (!note) {
    note = document.createElement("p");
    note.id = id;
    note.className = "identifying-note";
    note.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", note);
  }
  const words = identifier
    ? `This looks like ${identifier}. If it belongs to a family, take it out: they are known here by their code alone.`
    : "";
  if (note.textContent !== words) note.textContent = words;
}

// Lists of people who work here carry data-of-people: no family stands in them.
const FIELDS = "textarea[data-draft]:not([data-of-people])";
const timers = new WeakMap();
for (const field of document.querySelectorAll(FIELDS)) say(field, findIdentifier(field.value));
document.addEventListener("input", ({ target }) => {
  if (!target.matches(FIELDS)) return;
  clearTimeout(timers.get(target));
  timers.set(target, setTimeout(() => say(target, findIdentifier(target.value)), PAUSE_MS));
});
