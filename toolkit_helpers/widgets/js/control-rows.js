// Tables and forms: labelled fields; rows to add, move and remove, each removal with an undo.

import { wordCount } from "./control-basic.js";
import { el, labelled, moveTools, nameTools, newId, range, select } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { isText, rowFilled, rowNames } from "./table-rows.js";
import { list, mapping, put, typed, words } from "./words.js";

/** Labelled fields for the values of a record; send(typing) follows each change of it. */
const fieldsOf = (columns, record, around, about, send) =>
  el("div.fields", columns.map((column) => field(column, record, around, about + column.id, send)));

function field(column, record, { t, countries, slot }, about, send) {
  const { id, type, max_words: limit } = column;
  const value = record[id];
  const onChange = (to, typing) => {
    put(record, id, to);
    send(typing);
  };
  const long = type === "long" || (type === "text" && limit > 0);
  const place = slot(about);
  const help = el("span.small", { id: newId() }, column.help);
  const props = { "aria-describedby": `${help.id} ${place.id}`, "aria-required": column.required && "true" };
  const tick = type === "tick";
  const read = ({ checked, value: text }) => (tick ? checked || null : words(text) ? text : null);
  const oninput = ({ target }) => onChange(read(target), !tick);
  const shown = typeof value === "number" ? value : typed(value);
  const choices = choicesOf(column, countries);
  const input = choices ? select(choices, value, t("choose"), onChange, props)
    : long ? el("textarea", { ...props, rows: 2, oninput }, shown)
    : el("input", {
      ...props, type: { tick: "checkbox", date: "date" }[type] ?? "text", value: shown, checked: value === true,
      inputmode: type === "number" && "decimal", oninput,
    });
  const notes = [column.required && ` (${t("required")})`, column.private && ` (${t("private")})`];
  const [label] = labelled([column.label, ...notes], input);
  if (tick) return el("div.field.tick", input, label, help, place);
  return el(long ? "div.field.long" : "div.field", label, input,
    el("div", long && wordCount(input, limit, t), help), place);
}

/** What a field offers to choose from, as [value, label]; undefined where people write. */
function choicesOf({ type, options, minimum, maximum }, countries) {
  if (type === "choice") return options.map(({ id, text }) => [id, text]);
  if (type === "country" && countries.length) return countries;
  const sign = (score) => (score < 0 ? `−${-score}` : minimum < 0 && score ? `+${score}` : score);
  return type === "score" ? range(minimum, maximum).map((score) => [score, sign(score)]) : undefined;
}

CONTROLS.form = (around) => {
  const { part, answer, change } = around;
  const record = mapping(answer);
  return { node: fieldsOf(part.fields, record, around, "", (typing) => change(record, typing)) };
};

CONTROLS.table = (around) => {
  const { part, change, announce, t } = around;
  const { columns, minimum_rows: minimum, maximum_rows: maximum } = part;
  const body = el("div");
  const done = el("span.small");
  const add = el("button", { onclick: () => insert(rows.length, {}) }, t("row_add"));
  const cards = part.starters.map((text) => el("button.starter", { onclick: () => takeOver(text) }, text));
  const filled = (row) => rowFilled(columns, row);
  const rowCard = (number) => body.querySelectorAll(".dgw-card")[number];
  const names = () => rowNames(part, rows, t);
  const taken = (text) => rows.some((row) => Object.values(row).includes(text));
  let rows;
  load(around.answer);

  function load(answer) {
    rows = list(answer).map(mapping);
    while (rows.length < Math.min(minimum, 3) || !rows.length) rows.push({});
    draw();
  }

  /** Send the rows up to the last one that holds something. */
  function send(typing) {
    change(rows.slice(0, rows.findLastIndex(filled) + 1), typing);
    title();
  }

  /** Bring names of rows, the count and the starter cards up to date. */
  function title() {
    names().forEach((row, number) => {
      const card = rowCard(number);
      const tools = card.querySelectorAll(".dgw-tool");
      card.firstChild.textContent = row;
      nameTools(tools, row, number, rows.length, t);
      tools[2].ariaLabel = t("row_remove", { row });
    });
    done.textContent = minimum ? t("rows_done", { done: rows.filter(filled).length, minimum }) : "";
    add.ariaDisabled = rows.length >= maximum;
    part.starters.forEach((text, i) => {
      cards[i].ariaDisabled = taken(text);
      cards[i].textContent = taken(text) ? `✓ ${text} (${t("starter_taken")})` : text;
    });
  }

  /** Draw all rows anew, with the way back to one that was just removed in its place. */
  function draw(undo) {
    body.replaceChildren(...rows.map(rowNode));
    if (undo) {
      const { row, number, content } = undo;
      const restore = () => {
        insert(number, content);
        announce(t("row_back", { row }));
      };
      body.insertBefore(el("p.undo", t("row_removed", { row }), " ",
        el("button", { onclick: restore }, t("row_undo"))), rowCard(number));
    }
    title();
  }

  function rowNode(row, number) {
    return el("fieldset.card", el("legend"),
      fieldsOf(columns, row, around, `${number}.`, send),
      el("div.tools", moveTools((by) => move(number, by)),
        el("button.tool", { onclick: () => remove(number) }, "✕")));
  }

  /** Whether no row can be added, which is said. */
  function full() {
    if (rows.length >= maximum) announce(t("row_full", { maximum }));
    return rows.length >= maximum;
  }

  function insert(number, row) {
    if (full()) return;
    rows.splice(number, 0, row);
    draw();
    send();
    rowCard(number).querySelector("input, select, textarea").focus();
    announce(t("row_added", { row: names()[number] }));
  }

  function move(number, by) {
    const to = number + by;
    if (!(to in rows)) return;
    [rows[number], rows[to]] = [rows[to], rows[number]];
    draw();
    send();
    rowCard(to).querySelectorAll(".dgw-tool")[by < 0 ? 0 : 1].focus();
    announce(t("position", { item: names()[to], position: to + 1, all: rows.length }));
  }

  function remove(number) {
    const row = names()[number];
    draw({ row, number, content: rows.splice(number, 1)[0] });
    send();
    body.querySelector(".dgw-undo button").focus();
    announce(t("row_removed", { row }));
  }

  function takeOver(text) {
    const column = columns.find(isText);
    if (!column || taken(text)) return;
    const free = rows.findIndex((row) => !filled(row));
    if (free < 0 && full()) return;
    const number = free < 0 ? rows.length : free;
    rows[number] = { ...rows[number], [column.id]: text };
    draw();
    send();
    announce(t("row_added", { row: names()[number] }));
  }

  return {
    node: el("div", cards.length > 0 && el("details", el("summary", t("starters")), el("div.row", cards)),
      body, el("div.actions", add, done)),
    take(answer) {
      load(answer);
      send();
    },
  };
};
