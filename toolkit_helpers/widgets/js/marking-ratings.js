// Marking of what has no key: completeness of scales, maps, texts and activities.

import { MARKERS } from "./kinds.js";
import { completed, unanswered } from "./marking-result.js";
import { list, mapping, rating, tokens, valueOf, words } from "./words.js";

export const TOP = 5;

/** What is still open, if anything is. */
export const openLines = (count, say) => count && say("open_lines", { count });

MARKERS.scale = ({ items, minimum, maximum }, answer, { say }) => {
  const given = mapping(answer);
  const open = items.filter(({ id }) => rating(given[id], minimum, maximum) === null).length;
  if (open === items.length) return unanswered(say("hint_rate"));
  return completed([openLines(open, say)]);
};

/** The name of a quadrant; a value exactly on the cut counts as high; undefined for an open place. */
export const quadrantOf = ({ quadrants, cut }, { x, y }) =>
  x && y ? quadrants[(y >= cut ? 0 : 2) + (x >= cut ? 1 : 0)] : undefined;

/** What a map shows: [{id, text, x, y, size}], from its own items or from the rows of its table. */
export function mapItems({ items, source }, answer, siblings) {
  const given = mapping(answer);
  const rows = source ? list(siblings[source.part]).map(mapping) : items.map(({ id }) => mapping(given[id]));
  const { x, y, size, label } = source ?? { x: "x", y: "y" };
  const place = (value) => {
    const number = valueOf(value);
    return number >= 1 && number <= TOP ? number : null;
  };
  return rows.map((row, i) => ({
    ...(source ? { id: String(i), text: tokens(row[label]).join(" ") } : items[i]),
    x: place(row[x]), y: place(row[y]), size: size && place(row[size]),
  })).filter(({ text }) => text);
}

MARKERS.map2x2 = (part, answer, { say, siblings }) => {
  const items = mapItems(part, answer, siblings);
  const places = items.filter((item) => quadrantOf(part, item)).map((item) =>
    say("quadrant_of", { item: item.text, quadrant: quadrantOf(part, item) }, "note", item.id));
  if (!places.length) return unanswered(say(part.source ? "hint_source" : "hint_place"));
  return completed([openLines(items.length - places.length, say)], places);
};

MARKERS.text = ({ max_words: limit }, answer, { say }) => {
  const count = words(mapping(answer).text);
  if (!count) return unanswered(say("hint_text"));
  return completed([count > limit && say("text_over", { words: count, limit, over: count - limit })]);
};

MARKERS.activity = ({ result: asked, steps: all }, answer, { say }) => {
  const { text, done } = mapping(answer);
  const steps = new Set(list(done).filter((step) => rating(step, 0, all.length - 1) !== null)).size;
  if (asked ? words(text) : steps === all.length) return completed([]);
  if (!steps) return unanswered(say("hint_activity"));
  return completed([asked ? say("result_open") : openLines(all.length - steps, say)]);
};
