// What in a text looks as if it could tell who a family is, and what to write instead. The signs and their words are those
// of app/wording/identifying_words.py; a test holds the two against each other.

const MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
const DAY_FIRST = /(?<!\d)(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)?\d{2})(?!\d)/g;
const YEAR_FIRST = /(?<!\d)((?:19|20)\d{2})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?!\d)/g;
const RUN_OF_EIGHT = /(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)/g;
const MONTH_IN_WORDS = new RegExp(
  `(?<!\\d)\\d{1,2}(?:st|nd|rd|th)?[-/. ]?(?:of )?(?:${MONTHS})[a-z]*[-/., ]*(?:19|20)?\\d{2}(?!\\d)`,
  "gi",
);
const POSTCODE = /\b[a-z]{1,2}\d[a-z\d]?[- ]?\d[a-z]{2}\b/gi;
const PHONE = /(?<![\d+])(?:\+44|0)(?:[ \-()]*\d){9,10}(?!\d)/g;
const EMAIL = /[^\s@]@[^\s@]+\.\w/g;
const TEN_DIGITS = /(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{4}(?!\d)/g;

const IN_THE_RECORD = "Leave it out: it belongs in your service’s own record.";

/** Category, its words in a sentence, what to write instead, and where it stands, in the order of naming. */
const SIGNS = [
  ["email", "an e-mail address", IN_THE_RECORD, searchEmails],
  ["nhs_number", "an NHS number", "Leave it out: the client code says which family this is.", searchNhsNumbers],
  ["phone", "a telephone number", IN_THE_RECORD, (text) => [...text.matchAll(PHONE)].map(spanOf)],
  ["birth_date", "a date of birth", "Write the age instead, such as “4 years old”.", searchDates],
  [
    "postcode",
    "a postcode",
    "Write the kind of place instead, such as “a small town” or “at home”.",
    (text) => [...text.matchAll(POSTCODE)].map(spanOf),
  ],
];

/** All findings in the order of the text: category, label, suggestion, start and end. No two overlap. */
export function findIdentifiers(text) {
  const taken = new Uint8Array(text.length);
  const found = [];
  for (const [category, label, suggestion, search] of SIGNS) {
    for (const [start, end] of search(text)) {
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      found.push({ category, label, suggestion, start, end });
    }
  }
  return found.sort((one, other) => one.start - other.start);
}

function spanOf(match) {
  return [match.index, match.index + match[0].length];
}

function searchEmails(text) {
  return [...text.matchAll(EMAIL)].map((match) => {
    const [first, last] = spanOf(match);
    const before = text.slice(Math.max(0, first + 1 - 64), first + 1).match(/[\w.+-]{0,63}$/)[0].length;
    const after = text.slice(last, last + 62).match(/^[\w-]*/)[0].length;
    return [Math.min(first, first + 1 - before), last + after];
  });
}

function searchNhsNumbers(text) {
  return [...text.matchAll(TEN_DIGITS)].filter(([found]) => isNhsNumber(found.replace(/\D/g, ""))).map(spanOf);
}

function isNhsNumber(digits) {
  const weighed = [...digits.slice(0, 9)].reduce((sum, digit, place) => sum + Number(digit) * (10 - place), 0);
  return (11 - (weighed % 11)) % 11 === Number(digits[9]);
}

function searchDates(text) {
  const dayFirst = [...text.matchAll(DAY_FIRST), ...text.matchAll(RUN_OF_EIGHT)];
  return [
    ...text.matchAll(MONTH_IN_WORDS),
    ...dayFirst.filter(([, day, month, year]) => isDate(year, month, day)),
    ...[...text.matchAll(YEAR_FIRST)].filter(([, year, month, day]) => isDate(year, month, day)),
  ].map(spanOf);
}

function isDate(year, month, day) {
  const made = new Date(Date.UTC(2000, 0, 1));
  made.setUTCFullYear(Number(year) || 2000, Number(month) - 1, Number(day));
  return made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === Number(day);
}
