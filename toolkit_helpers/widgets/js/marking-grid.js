// Marking of the capacity grid: completeness (M10) and the advice on targets (M11).

import { MARKERS } from "./kinds.js";
import { TOP } from "./marking-ratings.js";
import { completed, message, unanswered } from "./marking-result.js";
import { mapping, rating, words } from "./words.js";

/** The name of a cell in words: "Resources, Individual". */
export function cellName(name, t) {
  const [row, column] = name.split(".").map((id) => t(`name_${id}`));
  return t("grid_cell", { row, column });
}

MARKERS.grid = (part, answer, { say, t }) => {
  const { rows, columns, minimum_cells: minimum, minimum_per_column: least, empty_column: without } = part;
  const given = mapping(answer);
  const cells = rows.flatMap((row) => columns.map((column) => `${row}.${column}`))
    .map((name) => [name, mapping(given[name])]);
  if (!cells.some(([, cell]) => Object.keys(cell).length)) {
    return unanswered(say("grid_cells", { done: 0, minimum }));
  }
  const needed = part.fields.filter((field) => field === "current" || field === "target");
  const filled = cells.filter(([, cell]) =>
    needed.length && needed.every((field) => rating(cell[field], 1, TOP)));
  const count = (column) => filled.filter(([name]) => name.endsWith(`.${column}`)).length;
  const faults = columns.filter((column) => count(column) < least).map((column) =>
    say("grid_column", { column: t(`name_${column}`), done: count(column), minimum: least }, "hint", column));
  const few = filled.length < minimum && say("grid_cells", { done: filled.length, minimum });
  const empty = columns.find((column) => !count(column));
  return completed([few, ...faults], [empty && without && message(without, "hint", empty),
    ...gridAdvice(part, filled, say, t)]);
};

function gridAdvice({ fields, lower_target: below, many_top_targets: excess }, filled, say, t) {
  const weights = fields.filter((field) => field === "importance" || field === "urgency");
  const many = (test) => filled.filter(([, cell]) => test(cell)).length;
  const lower = filled.filter(([, { current, target, reason }]) =>
    rating(current, 1, TOP) && rating(target, 1, TOP) && target < current && !words(reason))
    .map(([name]) => say("grid_lower", { cell: cellName(name, t) }, "hint", name));
  const top = many(({ target }) => fields.includes("target") && target === TOP);
  const unweighted = many((cell) => weights.some((field) => !rating(cell[field], 1, TOP)));
  const unproven = many(({ evidence }) => fields.includes("evidence") && !words(evidence));
  return [
    lower.length && below && message(below), ...lower,
    top * 3 > filled.length && (excess ? message(excess) : say("grid_top", { top, all: filled.length })),
    unweighted && say("grid_unweighted", { count: unweighted }),
    unproven && say("grid_unproven", { count: unproven }, "note"),
  ];
}
