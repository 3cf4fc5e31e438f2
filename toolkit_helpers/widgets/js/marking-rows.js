// Marking of tables and forms: required fields, limits, and the rules that authors set over rows.

import { MARKERS } from "./kinds.js";
import { completed, message, result } from "./marking-result.js";
import { format, list, mapping, rating, tokens, typed, valueOf, words, writeNumber } from "./words.js";

MARKERS.table = markTable;
MARKERS.form = markForm;

/** Whether a field holds something that its type can mean. */
function given({ type, options, minimum, maximum }, value) {
  if (type === "tick") return value === true;
  if (type === "choice") return options.some(({ id }) => id === value);
  if (type === "score") return rating(value, minimum, maximum) !== null;
  return words(value) > 0 || (type === "number" && typeof value === "number" && valueOf(value) !== null);
}

export function rowFilled(columns, row) {
  return columns.some((column) => given(column, row[column.id]));
}

/** Whether a column holds a text of the team's own words. */
export function isText({ type }) {
  return type === "text" || type === "long";
}

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
export function rowNames(part, rows, strings) {
  return rowCodes(part, rows).map((code, i) =>
    code || format(strings.row_name, { name: part.row_name, number: i + 1 }));
}

function markTable(part, answer, around) {
  const { say, strings } = around;
  const { columns, minimum_rows: minimum, maximum_rows: maximum } = part;
  const all = list(answer).map(mapping);
  const names = rowNames(part, all, strings);
  const rows = all.map((row, number) => ({ row, number, name: names[number] }))
    .filter(({ row }) => rowFilled(columns, row));
  const done = rows.length;
  if (!done) return result("unanswered", [say("hint_rows")]);
  const faults = rows.flatMap(({ row, number, name }) => columns.flatMap((column) => {
    const field = format(strings.row_field, { row: name, label: column.label });
    return fieldFaults(column, row[column.id], field, `${number}.${column.id}`, say);
  }));
  if (done > maximum) faults.unshift(say("rows_over", { done, maximum }));
  if (done < minimum) faults.unshift(say("rows_done", { done, minimum }));
  return completed(faults, part.checks.flatMap((check) => advice(check, part, rows, around)));
}

function markForm({ fields }, answer, { say }) {
  const record = mapping(answer);
  if (!rowFilled(fields, record)) return result("unanswered", [say("hint_form")]);
  return completed(fields.flatMap((column) =>
    fieldFaults(column, record[column.id], column.label, column.id, say)));
}

/** What is missing or out of bounds in one field. */
function fieldFaults(column, value, field, about, say) {
  const { type, minimum, maximum, max_words: limit, max_length: most } = column;
  const fault = (phrase, fields) => say(phrase, { field, ...fields }, "hint", about);
  if (!given(column, value)) {
    if (type === "choice" && words(value)) return [fault("field_option")];
    return column.required ? [fault("field_empty")] : [];
  }
  if (type === "number") {
    const number = valueOf(value);
    if (number === null) return [fault("field_number")];
    if (number < minimum) return [fault("field_low", { minimum: writeNumber(minimum) })];
    return number > maximum ? [fault("field_high", { maximum: writeNumber(maximum) })] : [];
  }
  if (type === "date") return isDate(value) ? [] : [fault("field_date")];
  if (!isText(column)) return [];
  const [used, count] = [words(value), [...value].length];
  return [
    used > limit && fault("field_words", { words: used, limit, over: used - limit }),
    count > most && fault("field_length", { count, limit: most, over: count - most }),
  ].filter(Boolean);
}

/** Whether a text is a day of the calendar from the year 1 on; JavaScript turns 30 February into March. */
function isDate(text) {
  return /^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)
    && Boolean(new Date(`${text}T00:00Z`).toJSON()?.startsWith(text));
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
  return tables[table] ? rowCodes(tables[table], list(siblings[table]).map(mapping)).filter(Boolean)
    .map((code) => code.toUpperCase()) : [];
}

function texts(rows, column) {
  return rows.map(({ row }) => asText(row[column]));
}

/** Whether a rule is broken, or the names of the rows or values that break it. */
const RULES = {
  filled({ column }, { columns }, rows) {
    const asked = columns.find(({ id }) => id === column);
    return rows.filter(({ row }) => !given(asked, row[column])).map(({ name }) => name);
  },
  each({ column, values, count }, { columns }, rows) {
    const { options } = columns.find(({ id }) => id === column);
    const found = texts(rows, column);
    return (values.length ? values : options.map(({ id }) => id))
      .filter((value) => found.filter((text) => text === value).length < count)
      .map((value) => options.find(({ id }) => id === value)?.text ?? value);
  },
  some: ({ column, values, count }, part, rows) =>
    texts(rows, column).filter((text) => values.includes(text)).length < count,
  not_all: ({ column, values }, part, rows) =>
    rows.length > 1 && texts(rows, column).every((text) => values.includes(text)),
  high_low: ({ column, other, high = -Infinity, low = Infinity }, part, rows) => !rows.some(({ row }) => {
    const [first, second] = [valueOf(row[column]), valueOf(row[other])];
    return first !== null && second !== null && first >= high && second <= low;
  }),
  same_text({ column, other, values }, { columns }, rows) {
    const plain = texts(rows, other || columns.find(isText)?.id).map((text) =>
      tokens(text.toLowerCase()).join(" "));
    const entries = texts(rows, column).map((place, i) => ({ place, text: plain[i], name: rows[i].name }))
      .filter(({ place, text }) => text && (!values.length || values.includes(place)));
    return [...new Set(plain)].map((text) => entries.filter((entry) => entry.text === text))
      .filter((same) => same.length > 1 && (values.length < 2 || same.some(({ place }) => place !== same[0].place)))
      .flat().map(({ name }) => name);
  },
  cites({ column, other, values, count }, part, rows, around) {
    const known = other && codesOf(other, around);
    const counts = (code) => (!known || known.includes(code))
      && (!values.length || values.includes(code.replace(/[0-9]+$/, "")));
    return rows.filter(({ row }) => new Set(codesIn(asText(row[column])).filter(counts)).size < count)
      .map(({ name }) => name);
  },
  orphans({ column, other }, part, rows, around) {
    const cited = texts(rows, column).flatMap(codesIn);
    return codesOf(other, around).filter((code) => !cited.includes(code));
  },
};

/** What an author says to a broken rule, with its rows or values where the text does not place them. */
function advice(check, part, rows, around) {
  const { rule, say: text } = check;
  const found = RULES[rule](check, part, rows, around);
  if (found === true) return [message(text)];
  if (!found.length) return [];
  const name = rule === "each" || rule === "orphans" ? "missing" : "rows";
  const value = found.join(", ");
  return [text.includes(`{${name}}`) ? message(text.replaceAll(`{${name}}`, () => value))
    : around.say(`check_${name}`, { say: text, [name]: value })];
}
