// Tables and forms: labelled fields; rows to add, move and remove, each removal with an undo.

import { wordCount } from "./control-basic.js";
import { button, el, newId, select } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { rowFilled, rowNames } from "./marking-rows.js";
import { list, mapping, own, words } from "./words.js";

CONTROLS.form = formControl;
CONTROLS.table = tableControl;

/** One labelled field; onChange receives the value, or null for none, and whether it is being typed. */
function field(column, value, { t, countries, slot }, about, onChange) {
  const { type, options } = column;
  const long = type === "long" || (type === "text" && column.max_words > 0);
  const [id, help, place] = [newId(), newId(), slot(about)];
  const props = { id, "aria-describedby": `${help} ${place.id}`, "aria-required": column.required && "true" };
  const label = el("label", { for: id }, column.label, column.required && ` (${t("required")})`,
    column.private && ` (${t("private")})`);
  const note = el("span", { class: "dgw-small", id: help }, column.help);
  const pick = (choices, read) => select(choices, value, t("choose"), (to) => onChange(to ? read(to) : null), props);
  let input;
  let count;
  if (type === "tick") {
    input = el("input", { ...props, type: "checkbox", checked: value === true,
      onchange: () => onChange(input.checked ? true : null) });
    return el("div", { class: "dgw-field dgw-tick" }, input, label, note, place);
  }
  if (type === "choice") input = pick(options.map((option) => [option.id, option.text]), String);
  else if (type === "score") input = pick(scores(column), Number);
  else if (type === "country" && countries.length) input = pick(countries, String);
  else {
    const kind = type === "date" ? "date" : "text";
    const shown = typeof value === "string" || typeof value === "number" ? String(value) : "";
    input = el(long ? "textarea" : "input", {
      ...props, ...(long ? { rows: 2 } : { type: kind, value: shown }), inputmode: type === "number" && "decimal",
      oninput() {
        count?.update(input.value);
        onChange(words(input.value) ? input.value : null, true);
      },
    }, long && shown);
    if (long) {
      count = wordCount(t, column.max_words);
      count.update(shown);
    }
  }
  return el("div", { class: long ? "dgw-field dgw-long" : "dgw-field" }, label, input, el("div", {}, count?.node, note), place);
}

function scores({ minimum, maximum }) {
  const all = [];
  for (let score = minimum; score <= maximum; score += 1) {
    all.push([score, minimum < 0 && score > 0 ? `+${score}` : String(score).replace("-", "−")]);
  }
  return all;
}

function put(record, key, value) {
  if (value === null) delete record[key];
  else record[key] = value;
}

function formControl(around) {
  const record = { ...mapping(around.answer) };
  const node = el("div", { class: "dgw-fields" }, around.part.fields.map((column) =>
    field(column, own(record, column.id), around, column.id, (value, typing) => {
      put(record, column.id, value);
      around.change(Object.keys(record).length ? { ...record } : null, typing);
    })));
  return { node, focus: () => node.querySelector("input, select, textarea").focus() };
}

function tableControl(around) {
  const { part, change, strings, announce, t } = around;
  const least = Math.min(part.minimum_rows, 3) || 1;
  const body = el("div", {});
  const done = el("span", { class: "dgw-small" });
  const add = button(t("row_add"), () => insert(rows.length, {}));
  const cards = part.starters.map((text) => [text, button(text, () => takeOver(text), { class: "dgw-starter" })]);
  const starters = cards.length > 0 && el("details", {}, el("summary", {}, t("starters")),
    el("div", { class: "dgw-row" }, cards.map(([, card]) => card)));
  let rows;
  let removed = null;
  load(around.answer);

  function load(answer) {
    rows = list(answer).map((row) => ({ ...mapping(row) }));
    while (rows.length < least) rows.push({});
    draw();
  }

  function names() {
    return rowNames(part, rows, strings);
  }

  /** Send the rows up to the last one that holds something. */
  function send(typing) {
    let last = rows.length;
    while (last && !rowFilled(part.columns, rows[last - 1])) last -= 1;
    change(last ? rows.slice(0, last).map((row) => ({ ...row })) : null, typing);
    title();
  }

  /** Bring names of rows, the count and the starter cards up to date. */
  function title() {
    names().forEach((name, number) => {
      const row = body.querySelector(`[data-row="${number}"]`);
      row.querySelector("legend").textContent = name;
      const [up, down, remove] = row.querySelectorAll(".dgw-tool");
      up.setAttribute("aria-label", t("row_up", { row: name }));
      down.setAttribute("aria-label", t("row_down", { row: name }));
      remove.setAttribute("aria-label", t("row_remove", { row: name }));
      up.setAttribute("aria-disabled", number === 0);
      down.setAttribute("aria-disabled", number === rows.length - 1);
    });
    const filled = rows.filter((row) => rowFilled(part.columns, row)).length;
    done.textContent = part.minimum_rows ? t("rows_done", { done: filled, minimum: part.minimum_rows }) : "";
    add.setAttribute("aria-disabled", rows.length >= part.maximum_rows);
    for (const [text, card] of cards) {
      const taken = rows.some((row) => Object.values(row).includes(text));
      card.setAttribute("aria-disabled", taken);
      card.replaceChildren(taken ? `✓ ${text} (${t("starter_taken")})` : text);
    }
  }

  function draw() {
    body.replaceChildren(...rows.map(rowNode));
    if (removed) {
      const { name, number } = removed;
      const undo = button(t("row_undo"), restore);
      const note = el("p", { class: "dgw-undo" }, `${t("row_removed", { row: name })} `, undo);
      body.insertBefore(note, body.children[number] || null);
    }
    title();
  }

  function rowNode(row, number) {
    const tool = (sign, act) => button(sign, act, { class: "dgw-button dgw-tool" });
    return el("fieldset", { class: "dgw-card", "data-row": number }, el("legend", {}),
      el("div", { class: "dgw-fields" }, part.columns.map((column) =>
        field(column, own(row, column.id), around, `${number}.${column.id}`, (value, typing) => {
          put(row, column.id, value);
          send(typing);
        }))),
      el("div", { class: "dgw-tools" }, tool("↑", () => move(number, -1)), tool("↓", () => move(number, 1)),
        tool("✕", () => remove(number))));
  }

  function focusRow(number, what = "input, select, textarea") {
    body.querySelector(`[data-row="${number}"]`).querySelectorAll(what)[0]?.focus();
  }

  function insert(number, row) {
    if (rows.length >= part.maximum_rows) {
      announce(t("row_full", { maximum: part.maximum_rows }));
      return false;
    }
    removed = null;
    rows.splice(number, 0, row);
    draw();
    send();
    focusRow(number);
    announce(t("row_added", { row: names()[number] }));
    return true;
  }

  function move(number, by) {
    const to = number + by;
    if (to < 0 || to >= rows.length) return;
    removed = null;
    [rows[number], rows[to]] = [rows[to], rows[number]];
    draw();
    send();
    focusRow(to, by < 0 ? ".dgw-tool" : ".dgw-tool:nth-child(2)");
    announce(t("position", { item: names()[to], position: to + 1, all: rows.length }));
  }

  function remove(number) {
    const name = names()[number];
    const [row] = rows.splice(number, 1);
    removed = { row, number, name };
    draw();
    send();
    body.querySelector(".dgw-undo button").focus();
    announce(t("row_removed", { row: name }));
  }

  function restore() {
    const { row, number, name } = removed;
    insert(number, row);
    announce(t("row_back", { row: name }));
  }

  function takeOver(text) {
    const column = part.columns.find(({ type }) => type === "text" || type === "long");
    if (!column || rows.some((row) => Object.values(row).includes(text))) return;
    const free = rows.findIndex((row) => !rowFilled(part.columns, row));
    const number = free < 0 ? rows.length : free;
    if (free < 0 && !insert(number, {})) return;
    rows[number][column.id] = text;
    draw();
    send();
    announce(t("row_added", { row: names()[number] }));
    cards.find(([one]) => one === text)[1].focus();
  }

  return {
    node: el("div", {}, starters, body, el("div", { class: "dgw-actions" }, add, done)),
    focus: () => body.querySelector("input, select, textarea").focus(),
    take(answer) { load(answer); send(); },
  };
}
