// Texts and numbers as the marking in Python reads them: the same spaces, signs and roundings.

const SPACES = "\\t\\n\\v\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff";
const WORD = new RegExp(`[^${SPACES}]+`, "gu");
const NUMBER = new RegExp(
  `^[${SPACES}=≈~]*([+-]?)[${SPACES}$€£¥₩]*([0-9.,'${SPACES}]*[0-9])[^0-9]*$`, "u");
const GAPS = new RegExp(`[${SPACES}']+`, "gu");
const GROUPED = /^[0-9]{1,3}([.,])[0-9]{3}(\1[0-9]{3})*$/;
const LONGEST = 64;

/** Put named values into a template: "{right} of {all}". */
export function format(template, fields) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => (name in fields ? String(fields[name]) : whole));
}

export function mapping(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** A value that the object itself holds, so that an id such as "constructor" finds nothing. */
export function own(object, key) {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function list(value) {
  return Array.isArray(value) ? value : [];
}

export function tokens(value) {
  return typeof value === "string" ? value.match(WORD) || [] : [];
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
  const code = letter.codePointAt(0);
  const zero = [0x0660, 0x06f0, 0xff10].find((first) => code >= first && code < first + 10);
  return zero === undefined ? PLAIN[letter] : String(code - zero);
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
  if (typeof text !== "string" || [...text].length > LONGEST) return null;
  const plain = text.replace(/[−–﹣－＋٫٬’٠-٩۰-۹０-９]/gu, plainSign);
  const found = NUMBER.exec(plain);
  if (!found) return null;
  const sign = found[1] === "-" ? -1 : 1;
  const digits = found[2].replace(GAPS, " ");
  if (digits.includes(" ") && !/^[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?$/.test(digits)) return null;
  const value = decimal(digits.replace(/ /g, ""));
  if (value === null) return null;
  const two = /^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(digits);
  return { value: sign * Number(value), other: two ? sign * Number(digits.replace(/[.,]/, "")) : null };
}

export function valueOf(text) {
  return readNumber(text)?.value ?? null;
}

/** Write a number with a point; without decimals as short as it is. */
export function writeNumber(value, decimals) {
  if (Math.abs(value) >= 1e21) return String(value);
  const text = (value + 0).toFixed(decimals ?? 6);
  return decimals === undefined ? text.replace(/0+$/, "").replace(/\.$/, "") : text;
}
