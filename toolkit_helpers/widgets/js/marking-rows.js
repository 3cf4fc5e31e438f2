// Marking of tables and forms: required fields, limits, and the rules that authors set over rows.

import { MARKERS } from "./kinds.js";
import { advice } from "./marking-checks.js";
import { completed, unanswered } from "./marking-result.js";
import { given, isText, named, rowCodes, rowFilled, rowNames, sourceRows, tableRows } from "./table-rows.js";
import { mapping, valueOf, words, writeNumber } from "./words.js";

MARKERS.table = (part, answer, around) => {
  const { say, t } = around;
  const { columns, minimum_rows: minimum, maximum_rows: maximum } = part;
  const all = tableRows(part, answer);
  const [names, codes] = [rowNames(part, all, t), rowCodes(part, all)];
  const rows = all.map((row, number) => ({ row, number, name: names[number], code: codes[number] }))
    .filter(({ row }) => rowFilled(columns, row));
  const done = rows.length;
  if (!done) return unanswered(say("hint_rows"));
  const fields = rows.flatMap(({ row, number, name }) => columns.map((column) =>
    [column, row[column.id], t("row_field", { row: name, label: column.label }), `${number}.${column.id}`]));
  return completed([
    done < minimum && say("rows_done", { done, minimum }), done > maximum && say("rows_over", { done, maximum }),
    ...fields.flatMap((field) => fieldFaults(...field, say)),
  ], [...fields.flatMap((field) => gone(...field, around)),
    ...part.checks.flatMap((check) => advice(check, part, rows, around))]);
};

MARKERS.form = ({ fields: columns }, answer, around) => {
  const record = mapping(answer);
  if (!rowFilled(columns, record)) return unanswered(around.say("hint_form"));
  const fields = columns.map((column) => [column, record[column.id], column.label, column.id]);
  return completed(fields.flatMap((field) => fieldFaults(...field, around.say)),
    fields.flatMap((field) => gone(...field, around)));
};

/** Which rows a reference names that are no longer there; nothing while no row is known. */
function gone({ source }, value, field, about, around) {
  const codes = source ? sourceRows(source, around).map(([code]) => code) : [];
  return codes.length ? named(value).filter((code) => !codes.includes(code))
    .map((code) => around.say("field_gone", { field, code }, "hint", about)) : [];
}

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
