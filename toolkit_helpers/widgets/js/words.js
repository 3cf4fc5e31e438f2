// Texts and numbers as the marking in Python reads them: the same spaces, signs and roundings.

const NUMBER = /^[\s=≈~]*([+-]?)[\s$€£¥₩]*([0-9.,'\s]*[0-9])[^0-9]*$/u;
const GROUPED = /^[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*$/;
const LONGEST = 64;

/** Put named values into a template: "{right} of {all}". */
export function format(template, fields) {
  return template.replace(/\{(\w+)\}/g, (_, name) => fields[name]);
}

/** A copy of a record, without the names that every object inherits; of anything else an empty one. */
export function mapping(value) {
  return { __proto__: null, ...(typeof value === "object" && !Array.isArray(value) && value) };
}

export function list(value) {
  return Array.isArray(value) ? value : [];
}

/** A text as it is; of anything else an empty one. */
export function typed(value) {
  return typeof value === "string" ? value : "";
}

/** Set a value of a record, or take it out where there is none; returns the record. */
export function put(record, key, value) {
  if (value === null) delete record[key];
  else record[key] = value;
  return record;
}

export function tokens(value) {
  return typed(value).match(/\S+/g) || [];
}

export function words(value) {
  return tokens(value).length;
}

/** A whole number between two bounds, or null. */
export function rating(value, low, high) {
  return Number.isInteger(value) && value >= low && value <= high ? value : null;
}

const PLAIN = { "−": "-", "–": "-", "﹣": "-", "－": "-", "＋": "+", "٫": ".", "٬": "'", "’": "'" };

function plainSign(letter) {
  const code = letter.charCodeAt(0);
  const zero = [0x0660, 0x06f0, 0xff10].find((first) => code >= first && code < first + 10);
  return PLAIN[letter] ?? code - zero;
}

function decimal(digits) {
  const signs = digits.replace(/[0-9]/g, "");
  if (signs.length < 2) return digits.replace(",", ".");
  if (new Set(signs).size === 1) return GROUPED.test(digits) ? digits.replace(/[.,]/g, "") : null;
  const last = digits.lastIndexOf(signs.at(-1));
  const whole = digits.slice(0, last);
  if (whole.includes(signs.at(-1)) || !GROUPED.test(whole)) return null;
  return `${whole.replace(/[.,]/g, "")}.${digits.slice(last + 1)}`;
}

/** Read a number as typed: {value, other}, where other is the second reading of "1,234"; else null. */
export function readNumber(text) {
  if (typeof text === "number") return Math.abs(text) < 1e300 ? { value: text, other: null } : null;
  if ([...typed(text)].length > LONGEST) return null;
  const found = NUMBER.exec(typed(text).replace(/[−–﹣－＋٫٬’٠-٩۰-۹０-９]/g, plainSign));
  if (!found) return null;
  const sign = found[1] === "-" ? -1 : 1;
  const digits = found[2].replace(/[\s']+/g, " ");
  if (digits.includes(" ") && !/^[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?$/.test(digits)) return null;
  const value = decimal(digits.replaceAll(" ", ""));
  if (value === null) return null;
  const two = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(digits);
  return { value: sign * value, other: two ? sign * digits.replace(/[.,]/, "") : null };
}

export function valueOf(text) {
  return readNumber(text)?.value ?? null;
}

/** Write a number with a point; without decimals as short as it is. */
export function writeNumber(value, decimals) {
  if (Math.abs(value) >= 1e21) return String(value);
  const text = (value + 0).toFixed(decimals ?? 6);
  return decimals === undefined ? text.replace(/\.?0+$/, "") : text;
}
