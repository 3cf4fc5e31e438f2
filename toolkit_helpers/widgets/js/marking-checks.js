// The rules that authors set over the rows of a table.

import { message } from "./marking-result.js";
import { asText, codesIn, given, isText, named, shortName, sourceRows } from "./table-rows.js";
import { tokens, typed, valueOf, writeNumber } from "./words.js";

/** How far a sum may be away from its total. */
const NEAR = 0.001 + 1e-9;

const folded = (value) => tokens(asText(value).toLowerCase()).join(" ");

/** What can be compared by size: a number, or a day as the number of its digits; else null. */
const amount = (value) => (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(typed(value))
  ? Number(value.replaceAll("-", "")) : valueOf(value));

/** The amounts of two columns in a row. */
const amounts = (row, { column, other }) => [amount(row[column]), amount(row[other])];

/** Rows whose two amounts are both known and do not stand as they should. */
const inOrder = (right) => (check) => check.rows.filter(({ row }) => {
  const [one, two] = amounts(row, check);
  return one !== null && two !== null && !right(one, two);
});

const some = ({ values, count, texts }) => texts.filter((text) => values.includes(text)).length < count;

/** Whether a rule is broken, or the rows or values that break it. */
const RULES = {
  filled: ({ rows, asked }) => rows.filter(({ row }) => !given(asked, row[asked.id])),
  each({ asked: { options }, values, count, texts }) {
    const labels = new Map(options.map(({ id, text }) => [id, text]));
    return (values.length ? values : [...labels.keys()])
      .filter((value) => texts.filter((text) => text === value).length < count)
      .map((value) => labels.get(value) ?? value);
  },
  some,
  count_where: some,
  not_all: ({ values, texts }) => texts.length > 1 && texts.every((text) => values.includes(text)),
  high_low: ({ rows, column, other, high = -Infinity, low = Infinity }) => !rows.some(({ row }) => {
    const [first, second] = [valueOf(row[column]), valueOf(row[other])];
    return first !== null && second !== null && first >= high && second <= low;
  }),
  same_text({ rows, other, values, texts, part }) {
    const compared = other || part.columns.find(isText)?.id;
    const entries = rows.map(({ row, name }, i) => ({ name, place: texts[i], text: folded(row[compared]) }))
      .filter(({ place, text }) => text && (!values.length || values.includes(place)));
    return [...new Set(entries.map(({ text }) => text))]
      .map((text) => entries.filter((entry) => entry.text === text))
      .filter((same) => same.length > 1 && (values.length < 2 || same.some(({ place }) => place !== same[0].place)))
      .flat();
  },
  cites({ rows, other, values, count, texts, known }) {
    const codes = known.map(([code]) => code.toUpperCase());
    const counts = (code) => (!other || codes.includes(code))
      && (!values.length || values.includes(code.replace(/[0-9]+$/, "")));
    return rows.filter((_, i) => new Set(codesIn(texts[i]).filter(counts)).size < count);
  },
  orphans({ texts, known }) {
    const cited = texts.flatMap(codesIn);
    return known.filter(([code]) => !cited.includes(code.toUpperCase())).map(shortName);
  },
  covers({ rows, column, known }) {
    const found = rows.flatMap(({ row }) => named(row[column]));
    return known.filter(([code]) => !found.includes(code)).map(shortName);
  },
  differ: (check) => check.rows.filter(({ row }) => {
    const [one, two] = amounts(row, check);
    if (one !== null && two !== null) return one === two;
    const text = folded(row[check.column]);
    return text && text === folded(row[check.other]);
  }),
  less: inOrder((one, two) => one < two),
  at_most: inOrder((one, two) => one <= two),
  sum({ rows, column, count, total = count }) {
    const numbers = rows.map(({ row }) => valueOf(row[column])).filter((number) => number !== null);
    const sum = numbers.reduce((one, two) => one + two, 0);
    return numbers.length && Math.abs(sum - total) > NEAR ? [writeNumber(sum)] : [];
  },
  row_count: ({ rows, columns, values, low = 0, high = Infinity }) => rows.filter(({ row }) => {
    const count = columns.filter((column) => values.includes(asText(row[column]))).length;
    return count < low || count > high;
  }),
  cycle: ({ rows, column, other }) => circle(new Map(rows.map(({ row, code }) =>
    [other ? named(row[other])[0] : code, named(row[column])]))),
  pattern({ rows, texts, pattern }) {
    const found = new RegExp(pattern, "i");
    return rows.filter((_, i) => tokens(texts[i]).length && found.test(tokens(texts[i]).join(" ")));
  },
};

/** The first circle that a graph leads round in, its start also as its end, in one text; else nothing. */
function circle(leads) {
  const on = (code) => leads.get(code).find((to) => leads.has(to));
  for (let before; before !== leads.size;) {
    before = leads.size;
    for (const code of leads.keys()) if (on(code) === undefined) leads.delete(code);
  }
  // What is left has a way on from everywhere, so any walk comes back to itself.
  const path = [...leads.keys()].slice(0, 1);
  while (path.length) {
    const step = on(path.at(-1));
    if (path.includes(step)) return [[...path.slice(path.indexOf(step)), step].join(" → ")];
    path.push(step);
  }
  return path;
}

/** What the text of a rule names, where it is not rows. */
const NAMES = { each: "missing", orphans: "missing", covers: "missing", sum: "sum", cycle: "cycle" };
const COMPARE_WITH_TABLE = ["cites", "orphans", "covers"];

/** What an author says to a broken rule, with its rows or values where the text does not place them. */
export function advice(check, part, rows, around) {
  const { rule, column, other, when, say: text } = check;
  const source = other && COMPARE_WITH_TABLE.includes(rule) && other;
  const known = source ? sourceRows(source, around) : [];
  if (source && !known.length && !around.tables[source]) return [];
  const seen = rows.filter(({ row }) =>
    Object.entries(when).every(([name, values]) => values.includes(asText(row[name]))));
  const found = RULES[rule]({
    ...check, part, known, rows: seen, asked: part.columns.find(({ id }) => id === column),
    texts: seen.map(({ row }) => asText(row[column])),
  });
  if (found === true) return [message(text)];
  if (!found.length) return [];
  const name = NAMES[rule] ?? "rows";
  const value = found.map((one) => one.name ?? one).join(", ");
  return [text.includes(`{${name}}`) ? message(text.replaceAll(`{${name}}`, () => value))
    : around.say(`check_${name}`, { say: text, [name]: value })];
}
