// Marking of tables and forms: required fields, limits, and the rules that authors set over rows.

import { MARKERS } from "./kinds.js";
import { message, result } from "./marking-result.js";
import { format, list, mapping, own, rating, tokens, valueOf, words, writeNumber } from "./words.js";

MARKERS.table = markTable;
MARKERS.form = markForm;

/** Whether a field holds something that its type can mean. */
export function given(column, value) {
  if (column.type === "tick") return value === true;
  if (column.type === "choice") return column.options.some((option) => option.id === value);
  if (column.type === "score") return rating(value, column.minimum, column.maximum) !== null;
  if (column.type === "number" && typeof value !== "string") return valueOf(value) !== null;
  return words(value) > 0;
}

export function rowFilled(columns, row) {
  return columns.some((column) => given(column, own(row, column.id)));
}

/** The code of each row (G1, W2); empty for an untouched row or one without its letter. */
export function rowCodes(part, rows) {
  const counts = {};
  const lettered = part.columns.find((column) => column.type === "choice" && column.id === part.code);
  return rows.map((row) => {
    let letter = part.code;
    if (lettered) letter = given(lettered, own(row, letter)) ? row[letter] : "";
    if (!letter || !rowFilled(part.columns, row)) return "";
    counts[letter] = (counts[letter] || 0) + 1;
    return `${letter}${counts[letter]}`;
  });
}

/** The code of each row, else its name with a running number. */
export function rowNames(part, rows, strings) {
  return rowCodes(part, rows).map((code, number) =>
    code || format(strings.row_name, { name: part.row_name, number: number + 1 }));
}

function markTable(part, answer, around) {
  const { say, strings } = around;
  const all = list(answer).map(mapping);
  const names = rowNames(part, all, strings);
  const rows = all.map((row, number) => ({ row, number, name: names[number] }))
    .filter(({ row }) => rowFilled(part.columns, row));
  if (!rows.length) return result("unanswered", [say("hint_rows")]);
  const faults = [];
  const { minimum_rows: minimum, maximum_rows: maximum } = part;
  if (rows.length < minimum) faults.push(say("rows_done", { done: rows.length, minimum }));
  if (rows.length > maximum) faults.push(say("rows_over", { done: rows.length, maximum }));
  for (const { row, number, name } of rows) {
    for (const column of part.columns) {
      const field = format(strings.row_field, { row: name, label: column.label });
      faults.push(...fieldFaults(column, own(row, column.id), field, `${number}.${column.id}`, say));
    }
  }
  const hints = part.checks.flatMap((check) => advice(check, part, rows, around));
  return result(faults.length ? "incomplete" : "complete", [...faults, ...hints]);
}

function markForm(part, answer, { say }) {
  const record = mapping(answer);
  if (!rowFilled(part.fields, record)) return result("unanswered", [say("hint_form")]);
  const faults = part.fields.flatMap((column) =>
    fieldFaults(column, own(record, column.id), column.label, column.id, say));
  return result(faults.length ? "incomplete" : "complete", faults);
}

function fieldFaults(column, value, field, about, say) {
  if (!given(column, value)) {
    if (column.type === "choice" && words(value)) return [say("field_option", { field }, about)];
    return column.required ? [say("field_empty", { field }, about)] : [];
  }
  if (column.type === "number") return numberFaults(column, valueOf(value), field, about, say);
  if (column.type === "date") return isDate(value) ? [] : [say("field_date", { field }, about)];
  const faults = [];
  if (column.type === "text" || column.type === "long") {
    const { max_words: limit, max_length: most } = column;
    const [count, letters] = [words(value), [...value].length];
    if (limit !== undefined && count > limit) {
      faults.push(say("field_words", { field, words: count, limit, over: count - limit }, about));
    }
    if (most !== undefined && letters > most) {
      faults.push(say("field_length", { field, count: letters, limit: most, over: letters - most }, about));
    }
  }
  return faults;
}

function numberFaults({ minimum, maximum }, number, field, about, say) {
  if (number === null) return [say("field_number", { field }, about)];
  if (minimum !== undefined && number < minimum) {
    return [say("field_low", { field, minimum: writeNumber(minimum) }, about)];
  }
  if (maximum !== undefined && number > maximum) {
    return [say("field_high", { field, maximum: writeNumber(maximum) }, about)];
  }
  return [];
}

function isDate(value) {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value)) return false;
  const [year, month, day] = value.split("-").map(Number);
  if (!year || month < 1 || month > 12) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? 28 + leap : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= last;
}

/** A value as authors write it: 2 is "2", a tick is "true". */
function asText(value) {
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return valueOf(value) === null ? "" : writeNumber(value);
  return typeof value === "string" ? value : "";
}

function codesIn(text) {
  const codes = (text.match(/[A-Za-z0-9]+/g) || []).filter((token) => /^[A-Za-z]{1,3}[0-9]{1,3}$/.test(token));
  return codes.map((code) => code.toUpperCase());
}

function codesOf(table, { tables, siblings }) {
  const part = own(tables, table);
  if (!part) return [];
  return rowCodes(part, list(own(siblings, table)).map(mapping)).filter(Boolean).map((c) => c.toUpperCase());
}

function texts(rows, column) {
  return rows.map(({ row }) => asText(own(row, column)));
}

/** Whether a rule is broken, or the names of the rows or values that break it. */
const RULES = {
  filled({ column }, part, rows) {
    const asked = part.columns.find(({ id }) => id === column);
    return rows.filter(({ row }) => !given(asked, own(row, column))).map(({ name }) => name);
  },
  each({ column, values, count }, part, rows) {
    const { options } = part.columns.find(({ id }) => id === column);
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
    const [first, second] = [valueOf(own(row, column)), valueOf(own(row, other))];
    return first !== null && second !== null && first >= high && second <= low;
  }),
  same_text({ column, other, values }, part, rows) {
    const written = part.columns.find(({ type }) => type === "text" || type === "long")?.id ?? "";
    const places = texts(rows, column);
    const groups = new Map();
    texts(rows, other || written).forEach((text, i) => {
      const plain = tokens(text.toLowerCase()).join(" ");
      if (!plain || (values.length && !values.includes(places[i]))) return;
      groups.set(plain, [...(groups.get(plain) || []), { name: rows[i].name, place: places[i] }]);
    });
    const apart = (group) => new Set(group.map(({ place }) => place)).size > 1;
    return [...groups.values()].filter((group) => group.length > 1 && (values.length < 2 || apart(group)))
      .flat().map(({ name }) => name);
  },
  cites({ column, other, values, count }, part, rows, around) {
    const known = other ? codesOf(other, around) : null;
    const counts = (code) => (!known || known.includes(code))
      && (!values.length || values.includes(code.replace(/[0-9]+$/, "")));
    return rows.filter(({ row }) => new Set(codesIn(asText(own(row, column))).filter(counts)).size < count)
      .map(({ name }) => name);
  },
  orphans({ column, other }, part, rows, around) {
    const cited = texts(rows, column).flatMap(codesIn);
    return codesOf(other, around).filter((code) => !cited.includes(code));
  },
};

/** What an author says to a broken rule, with its rows or values where the text does not place them. */
function advice(check, part, rows, around) {
  const found = RULES[check.rule](check, part, rows, around);
  const name = check.rule === "each" || check.rule === "orphans" ? "missing" : "rows";
  if (found === false || found.length === 0) return [];
  const value = found === true ? "" : found.join(", ");
  if (value && !check.say.includes(`{${name}}`)) {
    return [around.say(`check_${name}`, { say: check.say, [name]: value })];
  }
  return [message("", "hint", check.say.replaceAll(`{${name}}`, () => value))];
}
