// Marking in the browser, so that feedback does not wait for a kernel.  The authority is
// toolkit_helpers/exercises/marking.py; tests/marking-cases.json holds both to the same results.

import { MARKERS } from "./kinds.js";
import "./marking-grid.js";
import "./marking-ratings.js";
import { message, result } from "./marking-result.js";
import "./marking-rows.js";
import { format, list, mapping, own, readNumber, words, writeNumber } from "./words.js";

const CLOSE = 1e-9;

Object.assign(MARKERS, { choice: markChoice, match: markMatch, order: markOrder, number: markNumber });

/**
 * Mark the answer to one part.
 * about: { strings, facts, siblings, tables } – the phrases, the figures of the country, the answers to
 * the other parts by id, and the tables of the exercise by id.
 */
export function mark(part, answer, { strings, facts, siblings, tables }) {
  const around = {
    strings,
    facts: mapping(facts),
    siblings: mapping(siblings),
    tables: mapping(tables),
    say: (phrase, fields = {}, about = "", tone = "hint") =>
      ({ about, tone, text: format(strings[phrase], fields) }),
  };
  return MARKERS[part.kind](part, answer, around);
}

/** The tables of an exercise by id, for mark(). */
export function tablesOf(exercise) {
  return Object.fromEntries(exercise.parts.filter((part) => part.kind === "table").map((p) => [p.id, p]));
}

function scored(right, all, messages) {
  const state = right === all ? "right" : right ? "partly" : "wrong";
  return result(state, messages, right / all, [right, all]);
}

function markChoice(part, answer, { say, facts }) {
  const given = typeof answer === "string" ? [answer] : list(answer);
  const ticked = part.options.filter((option) => given.includes(option.id));
  if (!ticked.length || (!part.multiple && ticked.length > 1)) {
    return result("unanswered", [say(part.multiple ? "hint_none" : "hint_choose")]);
  }
  if (part.options[0].correct === undefined) {
    return result("complete", suggestion(part, ticked[0].id, facts, say));
  }
  const messages = [];
  for (const option of part.options) {
    if (ticked.includes(option)) {
      messages.push(message(option.id, option.correct ? "right" : "wrong", option.feedback));
    } else if (option.correct && part.multiple) {
      messages.push(message(option.id, "hint", option.feedback));
    }
  }
  if (!part.multiple) {
    const right = ticked[0].correct;
    return result(right ? "right" : "wrong", messages, Number(right), [Number(right), 1]);
  }
  const all = part.options.length;
  const judged = part.options.filter((option) => ticked.includes(option) === option.correct).length;
  const general = [say("judged", { right: judged, all }, "", "note")];
  if (ticked.length === all) general.push(say("hint_all"));
  return scored(judged, all, [...general, ...messages]);
}

function suggestion(part, chosen, facts, say) {
  const key = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");
  const fact = part.suggestion ? own(facts, part.suggestion) : undefined;
  if (typeof fact !== "string") return [];
  const option = part.options.find((one) => key(one.id) === key(fact));
  if (!option) return [];
  if (option.id === chosen) return [say("suggestion_same", {}, "", "note")];
  const other = [say("suggestion_other", { option: option.text })];
  return part.suggestion_differs ? [...other, message("", "hint", part.suggestion_differs)] : other;
}

function markMatch(part, answer, { say }) {
  const given = mapping(answer);
  const known = part.right.map((entry) => entry.id);
  const lines = part.left.filter((line) => known.includes(own(given, line.id)));
  if (!lines.length) return result("unanswered", [say("open_lines", { count: part.left.length })]);
  const messages = lines.map((line) =>
    message(line.id, given[line.id] === line.key ? "right" : "wrong", line.feedback));
  const right = messages.filter((one) => one.tone === "right").length;
  const answered = Object.fromEntries(lines.map((line) => [line.id, given[line.id]]));
  for (const diagnosis of part.diagnoses) {
    const pairs = Object.entries(diagnosis.when);
    if (pairs.length && pairs.every(([line, entry]) => own(answered, line) === entry)) {
      messages.push(message("", "hint", diagnosis.say));
    }
  }
  if (lines.length < part.left.length) {
    const open = say("open_lines", { count: part.left.length - lines.length });
    return result("incomplete", [open, ...messages]);
  }
  return scored(right, lines.length, [say("pairs", { right, all: lines.length }, "", "note"), ...messages]);
}

function markOrder(part, answer, { say }) {
  const ids = part.items.map((item) => item.id);
  const given = list(answer);
  if (given.length !== ids.length || !ids.every((id) => given.includes(id))) {
    return result("unanswered", [say("hint_order")]);
  }
  const before = (first, then) => given.indexOf(first) < given.indexOf(then);
  let right = 0;
  ids.forEach((first, i) => ids.slice(i + 1).forEach((then) => { right += before(first, then); }));
  const all = (ids.length * (ids.length - 1)) / 2;
  const messages = [say("order_pairs", { right, all }, "", "note")];
  for (const { first, then, say: text } of part.diagnoses) {
    if (ids.includes(first) && ids.includes(then) && before(first, then)) {
      messages.push(message("", "hint", text));
    }
  }
  if (part.feedback) messages.push(message("", "note", part.feedback));
  return scored(right, all, messages);
}

/** The key of a number: printed, or a figure of the country; undefined where there is none. */
export function numberKey(part, facts) {
  if (part.key !== undefined) return part.key;
  const fact = part.fact === undefined ? undefined : own(mapping(facts), part.fact);
  return Number.isFinite(fact) ? fact : undefined;
}

function markNumber(part, answer, { say, facts }) {
  const empty = answer === null || answer === undefined || (typeof answer === "string" && !words(answer));
  if (empty) return result("unanswered", [say("hint_number")]);
  const reading = readNumber(answer);
  if (!reading) return result("incomplete", [say("not_a_number")]);
  const { value, other } = reading;
  const outside = outsideRange(part, value, say);
  if (part.key === undefined && part.fact === undefined) {
    if (outside) return result("incomplete", [outside]);
    if (other === null) return result("complete");
    const both = { value: writeNumber(value), other: writeNumber(other) };
    return result("complete", [say("read_as", both, "", "note")]);
  }
  const key = numberKey(part, facts);
  if (key === undefined) {
    const why = Object.keys(facts).length ? "no_fact" : "no_country";
    return result("no_data", [say(why, {}, "", "note")]);
  }
  const shown = writeNumber(key, part.decimals);
  const verdicts = (other === null ? [value] : [value, other]).map((one) => verdict(part, key, one, facts));
  if (verdicts.includes(true)) {
    return result("right", [message("", "right", part.right.replaceAll("{key}", shown))], 1, [1, 1]);
  }
  const diagnosis = verdicts.find(Boolean);
  const text = (diagnosis ? diagnosis.say : part.wrong).replaceAll("{key}", shown);
  const messages = [message("", "hint", text)];
  return result("wrong", outside ? [...messages, outside] : messages, 0, [0, 1]);
}

/** true for right, the nearest diagnosis for a known slip, else false. */
function verdict(part, key, value, facts) {
  let nearest = null;
  for (const diagnosis of part.diagnoses) {
    const slip = diagnosis.value ?? own(facts, diagnosis.fact);
    const distance = Number.isFinite(slip) ? Math.abs(value - slip) : Infinity;
    if (distance > (diagnosis.tolerance ?? part.tolerance) + CLOSE) continue;
    if (!nearest || distance < nearest.distance) nearest = { distance, diagnosis };
  }
  const away = Math.abs(value - key);
  if (away <= part.tolerance + CLOSE && (!nearest || away <= nearest.distance)) return true;
  return nearest ? nearest.diagnosis : false;
}

function outsideRange({ minimum, maximum }, value, say) {
  if ((minimum === undefined || value >= minimum) && (maximum === undefined || value <= maximum)) return null;
  if (minimum === undefined) return say("range_high", { maximum: writeNumber(maximum) });
  if (maximum === undefined) return say("range_low", { minimum: writeNumber(minimum) });
  return say("range_both", { minimum: writeNumber(minimum), maximum: writeNumber(maximum) });
}
