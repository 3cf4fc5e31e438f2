// Marking of the capacity grid: completeness (M10) and the advice on targets (M11).

import { MARKERS } from "./kinds.js";
import { TOP } from "./marking-ratings.js";
import { message, result } from "./marking-result.js";
import { format, mapping, own, rating, words } from "./words.js";

MARKERS.grid = markGrid;

/** Whether a cell of the capacity grid is filled in. */
function cellCounts(part, cell) {
  const needed = ["current", "target"].filter((name) => part.fields.includes(name));
  return needed.length > 0 && needed.every((name) => rating(cell[name], 1, TOP));
}

/** The name of a cell in words: "Resources, Individual". */
export function cellName(name, strings) {
  const [row, column] = name.split(".");
  return format(strings.grid_cell, { row: strings[`name_${row}`], column: strings[`name_${column}`] });
}

function markGrid(part, answer, { say, strings }) {
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
