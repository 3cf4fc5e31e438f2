// Marking of what has no key: completeness of grids, scales, maps, texts and activities.

import { message, result } from "./marking-result.js";
import { format, list, mapping, own, rating, tokens, valueOf, words } from "./words.js";

export const TOP = 5;

/** Whether a cell of the capacity grid is filled in. */
export function cellCounts(part, cell) {
  const needed = ["current", "target"].filter((name) => part.fields.includes(name));
  return needed.length > 0 && needed.every((name) => rating(cell[name], 1, TOP));
}

/** The name of a cell in words: "Resources, Individual". */
export function cellName(name, strings) {
  const [row, column] = name.split(".");
  return format(strings.grid_cell, { row: strings[`name_${row}`], column: strings[`name_${column}`] });
}

export function markGrid(part, answer, { say, strings }) {
  const given = mapping(answer);
  const names = part.rows.flatMap((row) => part.columns.map((column) => `${row}.${column}`));
  const cells = names.map((name) => [name, mapping(own(given, name))]);
  const minimum = part.minimum_cells;
  if (!cells.some(([, cell]) => Object.keys(cell).length)) {
    return result("unanswered", [say("grid_cells", { done: 0, minimum })]);
  }
  const filled = cells.filter(([, cell]) => cellCounts(part, cell));
  const enough = filled.length >= minimum;
  const messages = enough ? [] : [say("grid_cells", { done: filled.length, minimum })];
  const done = part.columns.map((column) =>
    [column, filled.filter(([name]) => name.endsWith(`.${column}`)).length]);
  const few = done.filter(([, count]) => count < part.minimum_per_column);
  for (const [column, count] of few) {
    const fields = { column: strings[`name_${column}`], done: count, minimum: part.minimum_per_column };
    messages.push(say("grid_column", fields, column));
  }
  const empty = done.find(([, count]) => !count);
  if (empty && part.empty_column) messages.push(message(empty[0], "hint", part.empty_column));
  const complete = enough && !few.length;
  return result(complete ? "complete" : "incomplete", [...messages, ...gridAdvice(part, filled, say, strings)]);
}

function gridAdvice(part, filled, say, strings) {
  const asks = (name) => part.fields.includes(name);
  const weights = ["importance", "urgency"].filter(asks);
  const many = (test) => filled.filter(([, cell]) => test(cell)).length;
  const messages = [];
  const lower = filled.filter(([, { current, target, reason }]) =>
    rating(current, 1, TOP) && rating(target, 1, TOP) && target < current && !words(reason));
  if (lower.length && part.lower_target) messages.push(message("", "hint", part.lower_target));
  for (const [name] of lower) messages.push(say("grid_lower", { cell: cellName(name, strings) }, name));
  const top = asks("target") ? many((cell) => cell.target === TOP) : 0;
  if (top * 3 > filled.length) {
    const { many_top_targets: text } = part;
    messages.push(text ? message("", "hint", text) : say("grid_top", { top, all: filled.length }));
  }
  const unweighted = many((cell) => weights.some((name) => rating(cell[name], 1, TOP) === null));
  if (unweighted) messages.push(say("grid_unweighted", { count: unweighted }));
  const unproven = asks("evidence") ? many((cell) => !words(cell.evidence)) : 0;
  if (unproven) messages.push(say("grid_unproven", { count: unproven }, "", "note"));
  return messages;
}

export function markScale(part, answer, { say }) {
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

export function markMap(part, answer, { say, siblings }) {
  const items = mapItems(part, answer, siblings);
  const placed = items.filter(({ x, y }) => x !== null && y !== null);
  if (!placed.length) return result("unanswered", [say(part.source ? "hint_source" : "hint_place")]);
  const messages = placed.map(({ id, name, x, y }) =>
    say("quadrant_of", { item: name, quadrant: quadrantOf(part, x, y) }, id, "note"));
  if (placed.length === items.length) return result("complete", messages);
  return result("incomplete", [say("open_lines", { count: items.length - placed.length }), ...messages]);
}

export function markText(part, answer, { say }) {
  const count = words(mapping(answer).text);
  if (!count) return result("unanswered", [say("hint_text")]);
  const limit = part.max_words;
  if (limit === undefined || count <= limit) return result("complete");
  return result("incomplete", [say("text_over", { words: count, limit, over: count - limit })]);
}

export function markActivity(part, answer, { say }) {
  const { text, done } = mapping(answer);
  const steps = new Set(list(done).filter((step) => rating(step, 0, part.steps.length - 1) !== null));
  const all = part.steps.length;
  if ((part.result && words(text)) || (!part.result && steps.size === all)) return result("complete");
  if (!steps.size) return result("unanswered", [say("hint_activity")]);
  const open = part.result ? say("result_open") : say("open_lines", { count: all - steps.size });
  return result("incomplete", [open]);
}
