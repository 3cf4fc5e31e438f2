// Reading tables and forms: what a field holds, which rows there are, their codes, and whom they name.

import { list, mapping, rating, tokens, typed, valueOf, words, writeNumber } from "./words.js";

const LONGEST_LABEL = 100;

/** Whether a field holds something that its type can mean. */
export function given({ type, options, minimum, maximum }, value) {
  if (type === "tick") return value === true;
  if (type === "choice") return options.some(({ id }) => id === value);
  if (type === "score") return rating(value, minimum, maximum) !== null;
  if (type === "refs") return named(value).length > 0;
  return words(value) > 0 || (type === "number" && typeof value === "number" && valueOf(value) !== null);
}

export const rowFilled = (columns, row) => columns.some((column) => given(column, row[column.id]));

/** Whether a column holds a text of the team's own words. */
export const isText = ({ type }) => type === "text" || type === "long";

/** A value as authors write it: 2 is "2", a tick is "true". */
export function asText(value) {
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && valueOf(value) !== null ? writeNumber(value) : typed(value);
}

export function codesIn(text) {
  const codes = text.match(/(?<![a-z0-9])[a-z]{1,3}[0-9]{1,3}(?![a-z0-9])/gi) || [];
  return codes.map((code) => code.toUpperCase());
}

const plain = (text) => tokens(text).join(" ");

/** The codes that a reference holds, each once. */
export const named = (value) => [...new Set([value].flat().map(plain).filter(Boolean))];

/** The rows of an answer; of a table with fixed rows exactly these, by their id. */
export function tableRows({ rows: fixed }, answer) {
  const rows = list(answer).map(mapping);
  return fixed.length ? fixed.map(({ id }) => rows.find(({ code }) => code === id) ?? mapping({ code: id })) : rows;
}

/**
 * The code of each row (G1, W2); empty for one without its letter and, unless blank is set, for an
 * untouched one.  A row keeps the code that it carries; another gets the next free number.
 */
export function rowCodes({ code: prefix, columns, rows: fixed }, rows, blank) {
  const used = rows.map((row) => blank || rowFilled(columns, row));
  if (fixed.length) return rows.map(({ code }, i) => (used[i] ? code : ""));
  const lettered = columns.find(({ type, id }) => type === "choice" && id === prefix);
  const letters = rows.map((row) => (lettered ? given(lettered, row[prefix]) && row[prefix] : prefix));
  const numberOf = (code, letter) => (letter && code.startsWith(letter)
    && /^[1-9][0-9]{0,2}$/.test(code.slice(letter.length)) ? Number(code.slice(letter.length)) : 0);
  const codes = [];
  rows.forEach(({ code }, i) => {
    const own = typed(code);
    codes.push(numberOf(own, letters[i]) && !codes.includes(own) ? own : "");
  });
  const top = {};
  for (const letter of letters) top[letter] = Math.max(...codes.map((code) => numberOf(code, letter)));
  return codes.map((code, i) => (!letters[i] || !used[i] ? "" : code || letters[i] + ++top[letters[i]]));
}

/** What messages call each row: its code, else its name with a running number; a fixed row its id or text. */
export function rowNames(part, rows, t, blank) {
  if (part.rows.length) return part.rows.map(({ id, text }) => shortName([id, text]));
  return rowCodes(part, rows, blank).map((code, i) =>
    code || t("row_name", { name: part.row_name, number: i + 1 }));
}

/** The rows that a reference may name, as [code, how it reads]. */
export function knownRows(part, answer, t) {
  if (part.rows.length) return part.rows.map(({ id, text }) => [id, text]);
  const rows = tableRows(part, answer);
  const column = part.columns.find((one) => isText(one) && !one.private);
  const label = (code, letters) => {
    const cut = letters.length > LONGEST_LABEL ? [...letters.slice(0, LONGEST_LABEL - 1), "…"] : letters;
    return cut.length ? t("reference", { code, text: cut.join("") }) : code;
  };
  return rowCodes(part, rows).map((code, i) => [code, label(code, [...plain(rows[i][column?.id])])])
    .filter(([code]) => code);
}

/** The rows of a source: of a table beside the part, else as they were given. */
export const sourceRows = (source, { tables, siblings, references, t }) =>
  (tables[source] ? knownRows(tables[source], siblings[source], t) : list(references[source]));

/** The code of a row where its label begins with it, else the label. */
export const shortName = ([code, label]) => (label.startsWith(code) ? code : label);
