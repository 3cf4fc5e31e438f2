// Marking in the browser, so that feedback does not wait for a kernel.  The authority is
// toolkit_helpers/exercises/marking.py; tests/marking-cases.json holds both to the same results.

import { MARKERS } from "./kinds.js";
import "./marking-grid.js";
import { openLines } from "./marking-ratings.js";
import { completed, message, result, scored, unanswered } from "./marking-result.js";
import "./marking-rows.js";
import { format, list, mapping, readNumber, typed, words, writeNumber } from "./words.js";

const CLOSE = 1e-9;

/**
 * Mark the answer to one part.
 * about: { strings, facts, siblings, tables, references } – the phrases, the figures of the country, the
 * answers to the other parts by id, the tables of the exercise by id, and rows of other tables by source.
 */
export function mark(part, answer, { strings, facts, siblings, tables, references }) {
  const t = (phrase, fields) => format(strings[phrase], fields);
  return MARKERS[part.kind](part, answer, {
    t, tables, facts: mapping(facts), siblings: mapping(siblings), references: mapping(references),
    say: (phrase, fields, tone, about) => message(t(phrase, fields), tone, about),
  });
}

MARKERS.choice = (part, answer, { say, facts }) => {
  const { options, multiple } = part;
  const given = [answer].flat();
  const ticked = options.filter(({ id }) => given.includes(id));
  if (!ticked.length || (!multiple && ticked.length > 1)) {
    return unanswered(say(multiple ? "hint_none" : "hint_choose"));
  }
  const [{ id, correct }] = ticked;
  if (correct === undefined) return completed([], suggestion(part, id, facts, say));
  const messages = options.filter((option) => ticked.includes(option) || (multiple && option.correct))
    .map((option) => {
      const tone = option.correct ? "right" : "wrong";
      return message(option.feedback, ticked.includes(option) ? tone : "hint", option.id);
    });
  if (!multiple) return scored(Number(correct), 1, messages);
  const all = options.length;
  const right = options.filter((option) => ticked.includes(option) === option.correct).length;
  if (ticked.length === all) messages.unshift(say("hint_all"));
  return scored(right, all, [say("judged", { right, all }, "note"), ...messages]);
};

/** What the figures of the country propose where there is no key. */
function suggestion({ options, suggestion: fact, suggestion_differs: differs }, chosen, facts, say) {
  const plain = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const proposed = options.find(({ id }) => plain(id) === plain(typed(facts[fact])));
  if (!proposed) return [];
  if (proposed.id === chosen) return [say("suggestion_same", {}, "note")];
  return [say("suggestion_other", { option: proposed.text }), differs && message(differs)];
}

MARKERS.match = ({ left, right: entries, diagnoses }, answer, { say }) => {
  const given = mapping(answer);
  const lines = left.filter(({ id }) => entries.some((entry) => entry.id === given[id]));
  const [all, open] = [lines.length, openLines(left.length - lines.length, say)];
  if (!all) return unanswered(open);
  const right = lines.filter(({ id, key }) => given[id] === key).length;
  const messages = lines.map(({ id, key, feedback }) =>
    message(feedback, given[id] === key ? "right" : "wrong", id));
  for (const { when, say: text } of diagnoses) {
    const pairs = Object.entries(when);
    if (pairs.length && pairs.every(([line, entry]) => given[line] === entry)) messages.push(message(text));
  }
  return open ? completed([open], messages)
    : scored(right, all, [say("pairs", { right, all }, "note"), ...messages]);
};

/** The ids of an order if all of them stand in it, else nothing. */
export function orderOf({ items }, answer) {
  const given = list(answer);
  return given.length === items.length && items.every(({ id }) => given.includes(id)) ? [...given] : undefined;
}

MARKERS.order = (part, answer, { say }) => {
  const order = orderOf(part, answer);
  if (!order) return unanswered(say("hint_order"));
  const places = part.items.map(({ id }) => order.indexOf(id));
  const all = (places.length * (places.length - 1)) / 2;
  const right = places.flatMap((place, i) => places.slice(i + 1).filter((later) => place < later)).length;
  const slips = part.diagnoses.filter(({ first, then }) =>
    order.includes(first) && order.indexOf(first) < order.indexOf(then));
  return scored(right, all, [say("order_pairs", { right, all }, "note"),
    ...slips.map((slip) => message(slip.say)), part.feedback && message(part.feedback, "note")]);
};

/** The key of a number: printed, or a figure of the country; undefined where there is none. */
export const numberKey = ({ key, fact }, facts) =>
  key ?? (Number.isFinite(facts[fact]) ? facts[fact] : undefined);

MARKERS.number = (part, answer, { say, facts }) => {
  if (typeof (answer ?? "") === "string" && !words(answer)) return unanswered(say("hint_number"));
  const reading = readNumber(answer);
  if (!reading) return completed([say("not_a_number")]);
  const { value, other } = reading;
  const outside = outsideRange(part, value, say);
  if ((part.key ?? part.fact) === undefined) {
    const both = { value: writeNumber(value), other: writeNumber(other) };
    return completed([outside], [!outside && other !== null && say("read_as", both, "note")]);
  }
  const key = numberKey(part, facts);
  if (key === undefined) return result("no_data", [say(missingFact(facts), {}, "note")]);
  const told = (text, tone) => message(text.replaceAll("{key}", writeNumber(key, part.decimals)), tone);
  const verdicts = [value, other ?? value].map((one) => verdict(part, key, one, facts));
  if (verdicts.some((one) => one?.right)) return scored(1, 1, [told(part.right, "right")]);
  return scored(0, 1, [told(verdicts.find(Boolean)?.say ?? part.wrong), outside]);
};

/** The phrase for a figure that the country does not have. */
export const missingFact = (facts) => Object.keys(facts).length ? "no_fact" : "no_country";

/** The nearest of the key and the known slips that a value hits within its tolerance; none for other values. */
function verdict({ diagnoses, tolerance }, key, value, facts) {
  const away = (target) => Math.abs(value - (target.value ?? numberKey(target, facts)));
  return [{ value: key, right: true }, ...diagnoses]
    .filter((target) => away(target) <= (target.tolerance ?? tolerance) + CLOSE)
    .sort((one, two) => away(one) - away(two))[0];
}

function outsideRange({ minimum, maximum }, value, say) {
  if (!(value < minimum || value > maximum)) return false;
  const phrase = minimum === undefined ? "range_high" : maximum === undefined ? "range_low" : "range_both";
  return say(phrase, { minimum: writeNumber(minimum), maximum: writeNumber(maximum) });
}
