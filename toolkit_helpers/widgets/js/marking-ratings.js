// Marking of what has no key: completeness of scales, maps, texts and activities.

import { MARKERS } from "./kinds.js";
import { completed, result } from "./marking-result.js";
import { list, mapping, rating, tokens, valueOf, words } from "./words.js";

export const TOP = 5;

Object.assign(MARKERS, { scale: markScale, map2x2: markMap, text: markText, activity: markActivity });

/** What is still open, as the faults of a result. */
export function openLines(count, say) {
  return count ? [say("open_lines", { count })] : [];
}

function markScale({ items, minimum, maximum }, answer, { say }) {
  const given = mapping(answer);
  const open = items.filter(({ id }) => rating(given[id], minimum, maximum) === null).length;
  if (open === items.length) return result("unanswered", [say("hint_rate")]);
  return completed(openLines(open, say));
}

/** The name of a quadrant; a value exactly on the cut counts as high; undefined for an open place. */
export function quadrantOf({ quadrants, cut }, { x, y }) {
  return x && y ? quadrants[(y >= cut ? 0 : 2) + (x >= cut ? 1 : 0)] : undefined;
}

/** What a map shows: [{id, name, x, y, size}], from its own items or from the rows of its table. */
export function mapItems({ items, source }, answer, siblings) {
  const given = mapping(answer);
  const place = (value) => {
    const number = valueOf(value);
    return number >= 1 && number <= TOP ? number : null;
  };
  if (!source) {
    return items.map(({ id, text }) => {
      const { x, y } = mapping(given[id]);
      return { id, name: text, x: place(x), y: place(y) };
    });
  }
  return list(siblings[source.part]).map(mapping).map((row, number) => ({
    id: String(number), name: tokens(row[source.label]).join(" "),
    x: place(row[source.x]), y: place(row[source.y]), size: place(row[source.size]),
  })).filter((item) => item.name);
}

function markMap(part, answer, { say, siblings }) {
  const items = mapItems(part, answer, siblings);
  const places = items.filter((item) => quadrantOf(part, item)).map((item) =>
    say("quadrant_of", { item: item.name, quadrant: quadrantOf(part, item) }, "note", item.id));
  if (!places.length) return result("unanswered", [say(part.source ? "hint_source" : "hint_place")]);
  return completed(openLines(items.length - places.length, say), places);
}

function markText({ max_words: limit }, answer, { say }) {
  const count = words(mapping(answer).text);
  if (!count) return result("unanswered", [say("hint_text")]);
  return completed(count > limit ? [say("text_over", { words: count, limit, over: count - limit })] : []);
}

function markActivity({ result: asked, steps: all }, answer, { say }) {
  const { text, done } = mapping(answer);
  const steps = new Set(list(done).filter((step) => rating(step, 0, all.length - 1) !== null)).size;
  if (asked ? words(text) : steps === all.length) return completed([]);
  if (!steps) return result("unanswered", [say("hint_activity")]);
  return completed(asked ? [say("result_open")] : openLines(all.length - steps, say));
}
