// The capacity grid: a table of cells to move in with the arrow keys; one editor opens under its row.

import { arrowStep, el, labelled, newId, steps, unspoken } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { cellName } from "./marking-grid.js";
import { TOP } from "./marking-ratings.js";
import { list, mapping, put, rating, tokens, typed, words } from "./words.js";

// Roles are written out, because a narrow page shows the table as blocks.
const row = (...cells) => el("tr", { role: "row" }, cells);

CONTROLS.grid = ({ part, answer, change, t }) => {
  const { columns, fields, questions } = part;
  const width = columns.length;
  const cells = mapping(answer);
  for (const name of Object.keys(cells)) cells[name] = mapping(cells[name]);
  const buttons = new Map();
  const text = (name) => t(`name_${name}`);
  const head = (label) => el("th", { role: "columnheader", scope: "col" }, label);
  const rows = part.rows.map((id) => row(
    el("th", { role: "rowheader", scope: "row" }, el("span.id", id), " ", text(id)),
    columns.map((column) => gridCell(`${id}.${column}`, text(column)))));
  const table = el("table.grid", { role: "grid", "aria-label": t("grid_help") },
    el("thead", { role: "rowgroup" }, row(head(t("grid_pillar")), columns.map(text).map(head))),
    el("tbody", { role: "rowgroup" }, rows));
  const names = [...buttons.keys()];
  let editor;
  buttons.get(names[0]).tabIndex = 0;

  function gridCell(name, column) {
    const onkeydown = (event) => arrows(event, names.indexOf(name));
    const cell = el("button.cell", { tabindex: -1, "aria-expanded": "false", onkeydown, onclick: () => open(name) });
    buttons.set(name, cell);
    fill(name);
    return el("td", { role: "gridcell", "data-column": column }, cell);
  }

  function fill(name) {
    const [current, target] = ["current", "target"].map((field) => rating(cells[name]?.[field], 1, TOP) ?? "–");
    const empty = current === target && target === "–";
    const both = fields.includes("target");
    const said = t(empty ? "grid_empty" : both ? "grid_values" : "grid_value", { current, target });
    const cell = buttons.get(name);
    cell.classList.toggle("dgw-filled", !empty);
    cell.replaceChildren(
      unspoken(both && !empty ? `${current} → ${target}` : current),
      el("span.hidden", `${cellName(name, t)}: ${said}`));
  }

  function arrows(event, at) {
    const column = at % width;
    const along = { Home: [-column, 0], End: [width - 1 - column, 0] };
    const [right, down] = along[event.key] ?? arrowStep(event) ?? [];
    const to = column + right in columns && names[at + right + down * width];
    if (!to) return;
    event.preventDefault();
    rove(to);
  }

  function rove(name) {
    for (const cell of buttons.values()) cell.tabIndex = -1;
    buttons.get(name).tabIndex = 0;
    buttons.get(name).focus();
  }

  function close(name) {
    editor?.remove();
    for (const cell of buttons.values()) cell.ariaExpanded = "false";
    rove(name);
  }

  function open(name) {
    const cell = buttons.get(name);
    const again = cell.ariaExpanded === "true";
    close(name);
    if (again) return;
    cell.ariaExpanded = "true";
    editor = row(el("td", { role: "gridcell", colspan: width + 1 }, cellEditor(name)));
    cell.closest("tr").after(editor);
    (editor.querySelector("input:checked") || editor.querySelector("input, textarea")).focus();
    editor.scrollIntoView({ block: "nearest" });
  }

  function cellEditor(name) {
    const value = cells[name] ?? {};
    const send = (typing) => {
      put(cells, name, Object.keys(value).length ? value : null);
      fill(name);
      reason.hidden = !(value.target < value.current);
      change(cells, typing);
    };
    const scale = (field, meaning) => fields.includes(field) && steps({
      legend: t(`grid_${field}`), low: 1, high: TOP, value: rating(value[field], 1, TOP), meaning,
      onPick(step) {
        value[field] = step;
        send();
      },
    });
    const maturity = (step) => {
      const word = t(`maturity_${step}`);
      return [word, `${word}: ${t(`maturity_${step}_means`)}`];
    };
    const ends = { 1: t("grid_low"), [TOP]: t("grid_high") };
    const weight = (step) => [ends[step] ?? "", ends[step] ?? ""];
    const entry = (field, input, read) => {
      input.addEventListener("input", () => {
        put(value, field, read(input.value));
        send(true);
      });
      return el("div", labelled(t(`grid_${field}`), input));
    };
    const long = (field) => entry(field, el("textarea", { rows: 2 }, typed(value[field])),
      (written) => (words(written) ? written : null));
    const reason = long("reason");
    reason.hidden = !(value.target < value.current);
    const scores = list(value.raters);
    const spread = el("p.small", raterSummary(scores, t));
    const shown = scores.map((score) => score ?? "–").join(" ");
    const raters = fields.includes("raters") && [entry("raters", el("input", { value: shown }), (written) => {
      const read = readRaters(written);
      spread.textContent = raterSummary(read, t);
      return read.length ? read : null;
    }), spread];
    const clear = () => {
      Object.keys(value).forEach((field) => delete value[field]);
      send();
      close(name);
    };
    const heading = el("p", { id: newId() }, el("strong", cellName(name, t)), " ", questions[name]);
    const onkeydown = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close(name);
    };
    return el("div.editor", { role: "group", "aria-labelledby": heading.id, onkeydown }, heading,
      el("div.fields", scale("current", maturity), scale("target", maturity),
        scale("importance", weight), scale("urgency", weight)),
      reason, fields.includes("evidence") && long("evidence"), raters,
      el("div.actions", el("button.main", { onclick: () => close(name) }, t("grid_done")),
        el("button", { onclick: clear }, t("grid_clear"))));
  }

  return { node: el("div", el("p.small", t("grid_help")), table) };
};

/** Scores as typed, "2 3 2 –", as numbers and null. */
const readRaters = (text) => tokens(text.replace(/[,;/]/g, " ")).map((token) => rating(Number(token), 1, TOP));

function raterSummary(raters, t) {
  const scores = raters.filter((score) => rating(score, 1, TOP)).sort();
  if (scores.length < 2) return "";
  const middle = scores.length / 2;
  const median = (scores[Math.ceil(middle) - 1] + scores[Math.floor(middle)]) / 2;
  return t("grid_median", { median, lowest: scores[0], highest: scores.at(-1) });
}
