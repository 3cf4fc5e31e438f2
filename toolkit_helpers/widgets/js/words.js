// Texts and numbers as the marking in Python reads them: the same spaces, signs and roundings.

const NUMBER = /^[\s=≈~]*([+-]?)[\s$€£¥₩]*([0-9.,'\s]*[0-9])[^0-9]*$/u;
const UNGROUPED = /^[0-9]*[.,]?[0-9]*$/;
const GROUPED = /^([0-9]{1,3}([ .,])[0-9]{3}(?:\2[0-9]{3})*)((?!\2)[.,][0-9]*)?$/;
const LONGEST = 64;

/** Put named values into a template: "{right} of {all}". */
export const format = (template, fields) => template.replace(/\{(\w+)\}/g, (_, name) => fields[name]);

/** A copy of a record, without the names that every object inherits; of anything else an empty one. */
export const mapping = (value) =>
  ({ __proto__: null, ...(typeof value === "object" && !Array.isArray(value) && value) });

export const list = (value) => Array.isArray(value) ? value : [];

/** A text as it is; of anything else an empty one. */
export const typed = (value) => typeof value === "string" ? value : "";

/** Set a value of a record, or take it out where there is none; returns the record. */
export function put(record, key, value) {
  if (value === null) delete record[key];
  else record[key] = value;
  return record;
}

export const tokens = (value) => typed(value).match(/\S+/g) || [];

export const words = (value) => tokens(value).length;

/** A whole number between two bounds, or null. */
export const rating = (value, low, high) =>
  Number.isInteger(value) && value >= low && value <= high ? value : null;

const PLAIN = { "−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "٫": ".", "٬": "'", "’": "'" };

function plainSign(letter) {
  const code = letter.charCodeAt(0);
  const zero = [0x0660, 0x06f0, 0xff10].find((first) => code >= first && code < first + 10);
  return PLAIN[letter] ?? (zero ? code - zero : letter);
}

/** Digits with a point at most, or null where their signs contradict each other. */
function decimal(digits) {
  if (UNGROUPED.test(digits)) return digits.replace(",", ".");
  const [, whole, sign, rest = ""] = GROUPED.exec(digits) ?? [];
  return whole ? whole.replaceAll(sign, "") + rest.replace(",", ".") : null;
}

/** Read a number as typed: {value, other}, where other is the second reading of "1,234"; else null. */
export function readNumber(text) {
  if (typeof text === "number") return Math.abs(text) < 1e300 ? { value: text, other: null } : null;
  if ([...typed(text)].length > LONGEST) return null;
  const [, minus, number = ""] = NUMBER.exec(typed(text).replace(/[^!-~]/g, plainSign)) ?? [];
  const digits = number.replace(/[\s']+/g, " ");
  const value = decimal(digits);
  if (!value) return null;
  const sign = minus === "-" ? -1 : 1;
  const two = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(digits);
  return { value: sign * value, other: two ? sign * digits.replace(/[.,]/, "") : null };
}

export const valueOf = (text) => readNumber(text)?.value ?? null;

/** Write a number with a point; without decimals as short as it is. */
export function writeNumber(value, decimals) {
  if (Math.abs(value) >= 1e21) return String(value);
  const text = (value + 0).toFixed(decimals ?? 6);
  return decimals === undefined ? text.replace(/\.?0+$/, "") : text;
}
