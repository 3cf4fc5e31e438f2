// Marking of what has no key: completeness of scales, maps, texts and activities.

import { MARKERS } from "./kinds.js";
import { result } from "./marking-result.js";
import { list, mapping, own, rating, tokens, valueOf, words } from "./words.js";

export const TOP = 5;

Object.assign(MARKERS, { scale: markScale, map2x2: markMap, text: markText, activity: markActivity });

function markScale(part, answer, { say }) {
  const given = mapping(answer);
  const open = part.items.filter((item) => rating(own(given, item.id), part.minimum, part.maximum) === null);
  if (open.length === part.items.length) return result("unanswered", [say("hint_rate")]);
  return open.length ? result("incomplete", [say("open_lines", { count: open.length })]) : result("complete");
}

/** The name of a quadrant; a value exactly on the cut counts as high. */
export function quadrantOf(part, x, y) {
  return part.quadrants[(y >= part.cut ? 0 : 2) + (x >= part.cut ? 1 : 0)];
}

/** What a map shows: [{id, name, x, y, size}], from its own items or from the rows of its table. */
export function mapItems(part, answer, siblings) {
  const place = (value) => {
    const number = valueOf(value);
    return number !== null && number >= 1 && number <= TOP ? number : null;
  };
  if (!part.source) {
    return part.items.map(({ id, text }) => {
      const { x, y } = mapping(own(mapping(answer), id));
      return { id, name: text, x: place(x), y: place(y), size: null };
    });
  }
  const { part: table, label, x, y, size } = part.source;
  return list(own(siblings, table)).map(mapping).map((row, number) => ({
    id: String(number), name: tokens(own(row, label)).join(" "), x: place(own(row, x)), y: place(own(row, y)),
    size: size ? place(own(row, size)) : null,
  })).filter((item) => item.name);
}

function markMap(part, answer, { say, siblings }) {
  const items = mapItems(part, answer, siblings);
  const placed = items.filter(({ x, y }) => x !== null && y !== null);
  if (!placed.length) return result("unanswered", [say(part.source ? "hint_source" : "hint_place")]);
  const messages = placed.map(({ id, name, x, y }) =>
    say("quadrant_of", { item: name, quadrant: quadrantOf(part, x, y) }, id, "note"));
  if (placed.length === items.length) return result("complete", messages);
  return result("incomplete", [say("open_lines", { count: items.length - placed.length }), ...messages]);
}

function markText(part, answer, { say }) {
  const count = words(mapping(answer).text);
  if (!count) return result("unanswered", [say("hint_text")]);
  const limit = part.max_words;
  if (limit === undefined || count <= limit) return result("complete");
  return result("incomplete", [say("text_over", { words: count, limit, over: count - limit })]);
}

function markActivity(part, answer, { say }) {
  const { text, done } = mapping(answer);
  const steps = new Set(list(done).filter((step) => rating(step, 0, part.steps.length - 1) !== null));
  const all = part.steps.length;
  if ((part.result && words(text)) || (!part.result && steps.size === all)) return result("complete");
  if (!steps.size) return result("unanswered", [say("hint_activity")]);
  const open = part.result ? say("result_open") : say("open_lines", { count: all - steps.size });
  return result("incomplete", [open]);
}
