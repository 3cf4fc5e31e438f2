// Marking of tables and forms: required fields, limits, and the rules that authors set over rows.

import { MARKERS } from "./kinds.js";
import { completed, message, unanswered } from "./marking-result.js";
import { list, mapping, rating, tokens, typed, valueOf, words, writeNumber } from "./words.js";

/** Whether a field holds something that its type can mean. */
function given({ type, options, minimum, maximum }, value) {
  if (type === "tick") return value === true;
  if (type === "choice") return options.some(({ id }) => id === value);
  if (type === "score") return rating(value, minimum, maximum) !== null;
  return words(value) > 0 || (type === "number" && typeof value === "number" && valueOf(value) !== null);
}

export const rowFilled = (columns, row) => columns.some((column) => given(column, row[column.id]));

/** Whether a column holds a text of the team's own words. */
export const isText = ({ type }) => type === "text" || type === "long";

/** The code of each row (G1, W2); empty for an untouched row or one without its letter. */
function rowCodes({ code, columns }, rows) {
  const counts = {};
  const lettered = columns.find(({ type, id }) => type === "choice" && id === code);
  return rows.map((row) => {
    const letter = lettered ? given(lettered, row[code]) && row[code] : code;
    if (!letter || !rowFilled(columns, row)) return "";
    counts[letter] = (counts[letter] || 0) + 1;
    return letter + counts[letter];
  });
}

/** The code of each row, else its name with a running number. */
export function rowNames(part, rows, t) {
  return rowCodes(part, rows).map((code, i) =>
    code || t("row_name", { name: part.row_name, number: i + 1 }));
}

MARKERS.table = (part, answer, around) => {
  const { say, t } = around;
  const { columns, minimum_rows: minimum, maximum_rows: maximum } = part;
  const all = list(answer).map(mapping);
  const names = rowNames(part, all, t);
  const rows = all.map((row, number) => ({ row, number, name: names[number] }))
    .filter(({ row }) => rowFilled(columns, row));
  const done = rows.length;
  if (!done) return unanswered(say("hint_rows"));
  const faults = rows.flatMap(({ row, number, name }) => columns.flatMap((column) => {
    const field = t("row_field", { row: name, label: column.label });
    return fieldFaults(column, row[column.id], field, `${number}.${column.id}`, say);
  }));
  const number = [done < minimum && say("rows_done", { done, minimum }),
    done > maximum && say("rows_over", { done, maximum })];
  return completed([...number, ...faults], part.checks.flatMap((check) => advice(check, part, rows, around)));
};

MARKERS.form = ({ fields }, answer, { say }) => {
  const record = mapping(answer);
  if (!rowFilled(fields, record)) return unanswered(say("hint_form"));
  return completed(fields.flatMap((column) =>
    fieldFaults(column, record[column.id], column.label, column.id, say)));
};

/** What is missing or out of bounds in one field. */
function fieldFaults(column, value, field, about, say) {
  const { type, minimum, maximum, max_words: limit, max_length: most } = column;
  const fault = (phrase, fields) => say(phrase, { field, ...fields }, "hint", about);
  if (!given(column, value)) {
    if (type === "choice" && words(value)) return [fault("field_option")];
    return [column.required && fault("field_empty")];
  }
  if (type === "number") {
    const number = valueOf(value);
    if (number === null) return [fault("field_number")];
    return [number < minimum && fault("field_low", { minimum: writeNumber(minimum) }),
      number > maximum && fault("field_high", { maximum: writeNumber(maximum) })];
  }
  if (type === "date") return [!isDate(value) && fault("field_date")];
  if (!isText(column)) return [];
  const [used, count] = [words(value), [...value].length];
  return [
    used > limit && fault("field_words", { words: used, limit, over: used - limit }),
    count > most && fault("field_length", { count, limit: most, over: count - most }),
  ];
}

/** Whether a text is a day of the calendar from the year 1 on; JavaScript turns 30 February into March. */
function isDate(text) {
  return /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)
    && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text);
}

/** A value as authors write it: 2 is "2", a tick is "true". */
function asText(value) {
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && valueOf(value) !== null ? writeNumber(value) : typed(value);
}

function codesIn(text) {
  const codes = text.match(/(?<![a-z0-9])[a-z]{1,3}[0-9]{1,3}(?![a-z0-9])/gi) || [];
  return codes.map((code) => code.toUpperCase());
}

function codesOf(table, { tables, siblings }) {
  const rows = list(siblings[table]).map(mapping);
  return tables[table] ? rowCodes(tables[table], rows).filter(Boolean).map((code) => code.toUpperCase()) : [];
}

/** Whether a rule is broken, or the rows or values that break it. */
const RULES = {
  filled: ({ rows, asked }) => rows.filter(({ row }) => !given(asked, row[asked.id])),
  each({ asked: { options }, values, count, texts }) {
    const labels = new Map(options.map(({ id, text }) => [id, text]));
    return (values.length ? values : [...labels.keys()])
      .filter((value) => texts.filter((text) => text === value).length < count)
      .map((value) => labels.get(value) ?? value);
  },
  some: ({ values, count, texts }) => texts.filter((text) => values.includes(text)).length < count,
  not_all: ({ values, texts }) => texts.length > 1 && texts.every((text) => values.includes(text)),
  high_low: ({ rows, column, other, high = -Infinity, low = Infinity }) => !rows.some(({ row }) => {
    const [first, second] = [valueOf(row[column]), valueOf(row[other])];
    return first !== null && second !== null && first >= high && second <= low;
  }),
  same_text({ rows, other, values, texts, columns }) {
    const compared = other || columns.find(isText)?.id;
    const entries = rows.map(({ row, name }, i) =>
      ({ name, place: texts[i], text: tokens(asText(row[compared]).toLowerCase()).join(" ") }))
      .filter(({ place, text }) => text && (!values.length || values.includes(place)));
    return [...new Set(entries.map(({ text }) => text))]
      .map((text) => entries.filter((entry) => entry.text === text))
      .filter((same) => same.length > 1 && (values.length < 2 || same.some(({ place }) => place !== same[0].place)))
      .flat();
  },
  cites({ rows, other, values, count, texts, codes }) {
    const counts = (code) => (!other || codes.includes(code))
      && (!values.length || values.includes(code.replace(/[0-9]+$/, "")));
    return rows.filter((_, i) => new Set(codesIn(texts[i]).filter(counts)).size < count);
  },
  orphans({ texts, codes }) {
    const cited = texts.flatMap(codesIn);
    return codes.filter((code) => !cited.includes(code));
  },
};

/** What an author says to a broken rule, with its rows or values where the text does not place them. */
function advice(check, { columns }, rows, around) {
  const { rule, column, say: text } = check;
  const found = RULES[rule]({
    ...check, columns, rows, codes: codesOf(check.other, around),
    asked: columns.find(({ id }) => id === column), texts: rows.map(({ row }) => asText(row[column])),
  });
  if (found === true) return [message(text)];
  if (!found.length) return [];
  const name = rule === "each" || rule === "orphans" ? "missing" : "rows";
  const value = found.map((one) => one.name ?? one).join(", ");
  return [text.includes(`{${name}}`) ? message(text.replaceAll(`{${name}}`, () => value))
    : around.say(`check_${name}`, { say: text, [name]: value })];
}
