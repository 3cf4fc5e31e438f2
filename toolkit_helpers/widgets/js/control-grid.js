// The capacity grid: a table of cells to move in with the arrow keys; one editor opens under its row.

import { button, el, newId, steps } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { cellName } from "./marking-grid.js";
import { TOP } from "./marking-ratings.js";
import { mapping, own, rating, tokens, words } from "./words.js";

CONTROLS.grid = gridControl;

function gridControl({ part, answer, change, strings, t }) {
  const asks = (name) => part.fields.includes(name);
  const cells = Object.fromEntries(Object.entries(mapping(answer)).map(([name, cell]) => [name, mapping(cell)]));
  const buttons = new Map();
  const ids = (name) => strings[`name_${name}`];
  let editor = null;
  const head = el("tr", { role: "row" }, el("th", { role: "columnheader", scope: "col" }, t("grid_pillar")),
    part.columns.map((column) => el("th", { role: "columnheader", scope: "col" }, ids(column))));
  const rows = part.rows.map((row) => el("tr", { role: "row" },
    el("th", { role: "rowheader", scope: "row" }, el("span", { class: "dgw-id" }, row), " ", ids(row)),
    part.columns.map((column) => gridCell(`${row}.${column}`, column))));
  const table = el("table", { role: "grid", class: "dgw-grid", "aria-label": t("grid_help"), onkeydown: arrows },
    el("thead", { role: "rowgroup" }, head), el("tbody", { role: "rowgroup" }, rows));
  const names = [...buttons.keys()];
  buttons.get(names[0]).tabIndex = 0;

  function gridCell(name, column) {
    const cell = button("", () => open(name), { tabindex: -1, class: "dgw-button dgw-cell", "aria-expanded": "false" });
    buttons.set(name, cell);
    fill(name);
    return el("td", { role: "gridcell" }, el("span", { class: "dgw-narrow", "aria-hidden": "true" }, ids(column)),
      cell);
  }

  function fill(name) {
    const { current, target } = own(cells, name) || {};
    const set = (value) => rating(value, 1, TOP) ?? "–";
    const [from, to] = [set(current), set(target)];
    const none = from === "–" && to === "–";
    const shown = none ? "–" : asks("target") ? `${from} → ${to}` : from;
    const said = none ? t("grid_empty")
      : t(asks("target") ? "grid_values" : "grid_value", { current: from, target: to });
    const cell = buttons.get(name);
    cell.classList.toggle("dgw-filled", !none);
    cell.replaceChildren(el("span", { "aria-hidden": "true" }, shown),
      el("span", { class: "dgw-hidden" }, `${cellName(name, strings)}: ${said}`));
  }

  function arrows(event) {
    const at = names.indexOf([...buttons].find(([, cell]) => cell === event.target)?.[0]);
    const width = part.columns.length;
    const back = getComputedStyle(table).direction === "rtl" ? 1 : -1;
    const by = { ArrowLeft: back, ArrowRight: -back, ArrowUp: -width, ArrowDown: width }[event.key];
    const row = Math.floor(at / width);
    const to = at + (event.key === "Home" ? row * width - at : event.key === "End" ? row * width + width - 1 - at : by);
    if (at < 0 || !(to in names)) return;
    if (Math.abs(by) === 1 && Math.floor(to / width) !== row) return;
    event.preventDefault();
    rove(names[to]);
  }

  function rove(name) {
    for (const [other, cell] of buttons) cell.tabIndex = other === name ? 0 : -1;
    buttons.get(name).focus();
  }

  function close(name) {
    editor?.remove();
    editor = null;
    for (const cell of buttons.values()) cell.setAttribute("aria-expanded", "false");
    if (name) rove(name);
  }

  function open(name) {
    const again = buttons.get(name).getAttribute("aria-expanded") === "true";
    close(name);
    if (again) return;
    buttons.get(name).setAttribute("aria-expanded", "true");
    const panel = cellEditor(name);
    editor = el("tr", { role: "row" }, el("td", { role: "gridcell", colspan: part.columns.length + 1 }, panel));
    buttons.get(name).closest("tr").after(editor);
    (panel.querySelector("input:checked") || panel.querySelector("input, textarea")).focus();
    panel.scrollIntoView({ block: "nearest" });
  }

  function cellEditor(name) {
    const value = { ...own(cells, name) };
    const set = (field, to, typing) => {
      if (to === null) delete value[field];
      else value[field] = to;
      if (Object.keys(value).length) cells[name] = { ...value };
      else delete cells[name];
      fill(name);
      reason.hidden = !(value.target < value.current);
      change(Object.keys(cells).length ? { ...cells } : null, typing);
    };
    const maturity = (step) => [`${step} ${t(`maturity_${step}`)}`,
      `${t(`maturity_${step}`)}: ${t(`maturity_${step}_means`)}`];
    const weight = (step) => {
      const word = step === 1 ? t("grid_low") : step === TOP ? t("grid_high") : "";
      return [`${step} ${word}`.trim(), word];
    };
    const scale = (field, meaning) => asks(field) && steps({
      legend: t(`grid_${field}`), low: 1, high: TOP, value: value[field], meaning,
      onPick: (step) => set(field, step),
    });
    const text = (field, tag, shown, read) => {
      const id = newId();
      const input = el(tag, { id, rows: tag === "textarea" ? 2 : undefined, value: tag === "input" && shown,
        oninput: () => set(field, read(input.value), true) }, tag === "textarea" && shown);
      return el("div", {}, el("label", { for: id }, t(`grid_${field}`)), input);
    };
    const written = (typed) => (words(typed) ? typed : null);
    const reason = text("reason", "textarea", value.reason, written);
    reason.hidden = !(value.target < value.current);
    const spread = el("p", { class: "dgw-small" }, raterSummary(value.raters, t));
    const raters = asks("raters") && text("raters", "input", ratersText(value.raters), (typed) => {
      const scores = readRaters(typed);
      spread.textContent = raterSummary(scores, t);
      return scores.length ? scores : null;
    });
    const label = newId();
    return el("div", { class: "dgw-editor", role: "group", "aria-labelledby": label,
      onkeydown: (event) => { if (event.key === "Escape") { event.stopPropagation(); close(name); } } },
    el("p", { id: label }, el("strong", {}, cellName(name, strings)), " ", own(part.questions, name)),
    el("div", { class: "dgw-fields" }, scale("current", maturity), scale("target", maturity),
      scale("importance", weight), scale("urgency", weight)), reason,
    asks("evidence") && text("evidence", "textarea", value.evidence, written), raters, raters && spread,
    el("div", { class: "dgw-actions" }, button(t("grid_done"), () => close(name), { class: "dgw-button dgw-main" }),
      button(t("grid_clear"), () => { for (const field of Object.keys(value)) set(field, null); close(name); })));
  }

  return {
    node: el("div", {}, el("p", { class: "dgw-small" }, t("grid_help")), table),
    focus: () => table.querySelector("[tabindex='0']").focus(),
  };
}

/** Scores as typed, "2 3 2 –", as numbers and null. */
function readRaters(typed) {
  return tokens(typed.replace(/[,;/]/g, " ")).map((token) => rating(Number(token), 1, TOP));
}

function ratersText(raters) {
  return Array.isArray(raters) ? raters.map((score) => score ?? "–").join(" ") : "";
}

function raterSummary(raters, t) {
  const scores = (Array.isArray(raters) ? raters : []).filter((score) => rating(score, 1, TOP)).sort();
  if (scores.length < 2) return "";
  const middle = scores.length / 2;
  const median = (scores[Math.ceil(middle) - 1] + scores[Math.floor(middle)]) / 2;
  return t("grid_median", { median, lowest: scores[0], highest: scores.at(-1) });
}
