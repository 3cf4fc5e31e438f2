// The rules that authors set over the rows of a table.

import { message } from "./marking-result.js";
import { asText, codesIn, given, isText, named, shortName, sourceRows } from "./table-rows.js";
import { tokens, typed, valueOf, words, writeNumber } from "./words.js";

/** How far a sum may be away from its total. */
const NEAR = 0.001 + 1e-9;

const folded = (value) => tokens(asText(value).toLowerCase()).join(" ");

/** What can be compared by size: a number, or a day as the number of its digits; else null. */
const amount = (value) => (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(typed(value))
  ? Number(value.replaceAll("-", "")) : valueOf(value));

/** Whether two amounts are both known and stand in some order. */
const ordered = ({ value, beside }, test) => {
  const [one, two] = [amount(value), amount(beside)];
  return one !== null && two !== null && test(one, two);
};

/** Rules about single rows: whether a row breaks the rule; value and beside are its column and other. */
const ROW_RULES = {
  filled: ({ asked, value }) => !given(asked, value),
  cites({ text, other, values, count, known }) {
    const codes = known.map(([code]) => code.toUpperCase());
    const counts = (code) => (!other || codes.includes(code))
      && (!values.length || values.includes(code.replace(/[0-9]+$/, "")));
    return new Set(codesIn(text).filter(counts)).size < count;
  },
  differ: (one) => ordered(one, (first, second) => first === second)
    || (!ordered(one, () => true) && folded(one.value) && folded(one.value) === folded(one.beside)),
  less: (one) => ordered(one, (first, second) => first >= second),
  at_most: (one) => ordered(one, (first, second) => first > second),
  row_count({ row, columns, values, low = 0, high = Infinity }) {
    const count = columns.filter((column) => values.includes(asText(row[column]))).length;
    return count < low || count > high;
  },
  pattern: ({ text, pattern }) => words(text) && new RegExp(pattern, "i").test(tokens(text).join(" ")),
};

const some = ({ values, count, texts }) => texts.filter((text) => values.includes(text)).length < count;

/** Rules about all rows together: whether they are broken, or the rows or values that break them. */
const TABLE_RULES = {
  each({ asked: { options }, values, count, texts }) {
    const labels = new Map(options.map(({ id, text }) => [id, text]));
    return (values.length ? values : [...labels.keys()])
      .filter((value) => texts.filter((text) => text === value).length < count)
      .map((value) => labels.get(value) ?? value);
  },
  some,
  count_where: some,
  not_all: ({ values, texts }) => texts.length > 1 && texts.every((text) => values.includes(text)),
  high_low: ({ rows, high = -Infinity, low = Infinity }) => !rows.some(({ value, beside }) => {
    const [first, second] = [valueOf(value), valueOf(beside)];
    return first !== null && second !== null && first >= high && second <= low;
  }),
  same_text({ rows, other, values, part }) {
    const compared = other || part.columns.find(isText)?.id;
    const entries = rows.map(({ row, name, text }) => ({ name, place: text, text: folded(row[compared]) }))
      .filter(({ place, text }) => text && (!values.length || values.includes(place)));
    return [...new Set(entries.map(({ text }) => text))]
      .map((text) => entries.filter((entry) => entry.text === text))
      .filter((same) => same.length > 1 && (values.length < 2 || same.some(({ place }) => place !== same[0].place)))
      .flat();
  },
  orphans({ texts, known }) {
    const cited = texts.flatMap(codesIn);
    return known.filter(([code]) => !cited.includes(code.toUpperCase())).map(shortName);
  },
  covers({ rows, known }) {
    const found = rows.flatMap(({ value }) => named(value));
    return known.filter(([code]) => !found.includes(code)).map(shortName);
  },
  sum({ rows, count, total = count }) {
    const numbers = rows.map(({ value }) => valueOf(value)).filter((number) => number !== null);
    const sum = numbers.reduce((one, two) => one + two, 0);
    return numbers.length && Math.abs(sum - total) > NEAR ? [writeNumber(sum)] : [];
  },
  cycle({ rows, other }) {
    const leads = new Map();
    for (const { code, value, beside } of rows) {
      const about = other ? named(beside)[0] : code;
      leads.set(about, [...leads.get(about) ?? [], ...named(value)]);
    }
    return circle(leads);
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
const WITH_TABLE = ["cites", "orphans", "covers"];

/** What an author says to a broken rule, with its rows or values where the text does not place them. */
export function advice(check, part, all, around) {
  const { rule, column, other, when, say: text } = check;
  const source = WITH_TABLE.includes(rule) && other;
  const known = source ? sourceRows(source, around) : [];
  if (source && !known.length && !around.tables[source]) return [];
  const rows = all.filter(({ row }) =>
    Object.entries(when).every(([id, values]) => values.includes(asText(row[id]))))
    .map((one) => ({ ...one, value: one.row[column], beside: one.row[other], text: asText(one.row[column]) }));
  const looked = { ...check, part, known, asked: part.columns.find(({ id }) => id === column) };
  const breaks = ROW_RULES[rule];
  const found = breaks ? rows.filter((row) => breaks({ ...looked, ...row }))
    : TABLE_RULES[rule]({ ...looked, rows, texts: rows.map((one) => one.text) });
  if (found === true) return [message(text)];
  if (!found.length) return [];
  const name = NAMES[rule] ?? "rows";
  const value = found.map((one) => one.name ?? one).join(", ");
  return [text.includes(`{${name}}`) ? message(text.replaceAll(`{${name}}`, () => value))
    : around.say(`check_${name}`, { say: text, [name]: value })];
}
