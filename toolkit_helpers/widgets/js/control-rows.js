// Tables and forms: labelled fields; rows to add, move and remove, each removal with an undo; fixed rows.

import { wordCount } from "./control-basic.js";
import { el, labelled, moveTools, nameTools, newId, range, select } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { codesIn, isText, named, rowCodes, rowFilled, rowNames, sourceRows, tableRows } from "./table-rows.js";
import { mapping, put, typed, words } from "./words.js";

/**
 * Labelled fields for the values of a record; send(typing) follows each change of it.  A field that names
 * rows of another table adds to around.follow what brings it up to date when these rows change.
 */
const fieldsOf = (columns, record, around, about, send) => el("div.fields", columns.map((column) =>
  (column.source ? reference : field)(column, record, around, about + column.id, send)));

/** What every field has: its head, its help, the place for feedback, and the properties that tell of them. */
function surroundings({ label, help, required, private: own }, { t, slot }, about, advice) {
  const place = slot(about);
  const note = el("span.small", { id: newId() }, help, " ", advice);
  return {
    place, note, head: [label, required && ` (${t("required")})`, own && ` (${t("private")})`],
    props: { "aria-describedby": `${note.id} ${place.id}`, "aria-required": required && "true" },
  };
}

function field(column, record, around, about, send) {
  const { t, countries } = around;
  const { id, type, max_words: limit } = column;
  const { head, note, place, props } = surroundings(column, around, about);
  const value = record[id];
  const onChange = (to, typing) => {
    put(record, id, to);
    send(typing);
  };
  const long = type === "long" || (type === "text" && limit > 0);
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
  const [label] = labelled(head, input);
  if (tick) return el("div.field.tick", input, label, note, place);
  return el(long ? "div.field.long" : "div.field", label, input,
    el("div", long && wordCount(input, limit, t), note), place);
}

/** What a field offers to choose from, as [value, label]; undefined where people write. */
function choicesOf({ type, options, minimum, maximum }, countries) {
  if (type === "choice") return options.map(({ id, text }) => [id, text]);
  if (type === "country" && countries.length) return countries;
  const sign = (score) => (score < 0 ? `−${-score}` : minimum < 0 && score ? `+${score}` : score);
  return type === "score" ? range(minimum, maximum).map((score) => [score, sign(score)]) : undefined;
}

/** A field that names rows: a list or tick boxes of them; while there are none, a text for their codes. */
function reference(column, record, around, about, send) {
  const { t, host } = around;
  const { id, type, source } = column;
  const several = type === "refs";
  const offered = () => sourceRows(source, { ...host, siblings: host.answers })
    .filter(([code]) => host.tables[source] !== around.part || code !== record.code);
  let rows;
  let node;
  const pick = (codes, typing) => {
    put(record, id, several && codes.length ? codes : codes[0] ?? null);
    send(typing);
  };

  function draw() {
    const codes = named(record[id]);
    const gone = codes.filter((code) => !rows.some(([known]) => known === code));
    const choices = [...rows, ...gone.map((code) => [code, t("reference_gone", { code })])];
    const [chapter, number, elsewhere] = source.split(".");
    const missing = elsewhere ? "reference_typed" : "reference_typed_here";
    const typedIn = !rows.length && t(missing, { exercise: `${chapter}.${number}` });
    const { head, note, place, props } = surroundings(column, around, about, typedIn);
    if (several && rows.length) {
      const boxes = choices.map(([code, text]) => el("label", el("input", {
        type: "checkbox", value: code, checked: codes.includes(code), "aria-describedby": place.id, onchange,
      }), el("span", text)));
      return el("fieldset.field.long.refs", { "aria-describedby": note.id }, el("legend", head), boxes, note, place);
    }
    const input = rows.length ? select(choices, codes[0], t("choose"), (code) => pick([code]), props)
      : el("input", { ...props, type: "text", value: codes.join(", "), oninput });
    return el("div.field", labelled(head, input), note, place);
  }

  function onchange() {
    pick(Array.from(node.querySelectorAll(":checked"), ({ value }) => value));
  }

  /** What is typed is kept as codes where it holds some, else as it is. */
  function oninput({ target: { value } }) {
    const codes = codesIn(value);
    pick(codes.length ? codes : named(value), true);
  }

  function follow() {
    const now = offered();
    if (JSON.stringify(now) === JSON.stringify(rows)) return;
    rows = now;
    const before = node;
    node = draw();
    before?.replaceWith(node);
  }

  follow();
  around.follow.push(follow);
  return node;
}

CONTROLS.form = ({ ...around }) => {
  const { part, answer, change } = around;
  const record = mapping(answer);
  around.follow = [];
  return {
    node: fieldsOf(part.fields, record, around, "", (typing) => change(record, typing)),
    follow: () => around.follow.forEach((follow) => follow()),
  };
};

CONTROLS.table = ({ ...around }) => {
  const { part, change, announce, t } = around;
  const { columns, minimum_rows: minimum, maximum_rows: maximum, rows: fixed } = part;
  const body = el("div");
  const done = el("span.small");
  const add = el("button", { onclick: () => insert(rows.length, {}) }, t("row_add"));
  const cards = part.starters.map((text) => el("button.starter", { onclick: () => takeOver(text) }, text));
  const filled = (row) => rowFilled(columns, row);
  const rowCard = (number) => body.querySelectorAll(".dgw-card")[number];
  const names = () => rowNames(part, rows, t, true);
  const taken = (text) => rows.some((row) => Object.values(row).includes(text));
  // The codes of rows that were removed are not given again as long as the page is open.
  const removed = [];
  let rows;
  load(around.answer);

  function load(answer) {
    rows = tableRows(part, answer);
    while (rows.length < Math.min(minimum, 3) || !rows.length) rows.push({});
    draw();
  }

  /** Give each row its code, and another one where its letter has changed. */
  function code() {
    const codes = rowCodes(part, [...rows, ...removed], true);
    rows.forEach((row, number) => put(row, "code", codes[number] || null));
  }

  /** Send the rows up to the last one that holds something. */
  function send(typing) {
    code();
    change(rows.slice(0, rows.findLastIndex(filled) + 1), typing);
    title();
  }

  /** Bring names of rows, the count and the starter cards up to date. */
  function title() {
    done.textContent = minimum ? t("rows_done", { done: rows.filter(filled).length, minimum }) : "";
    if (fixed.length) return;
    names().forEach((row, number) => {
      const card = rowCard(number);
      const tools = card.querySelectorAll(".dgw-tool");
      card.firstChild.textContent = row;
      nameTools(tools, row, number, rows.length, t);
      tools[2].ariaLabel = t("row_remove", { row });
    });
    add.ariaDisabled = rows.length >= maximum;
    part.starters.forEach((text, i) => {
      cards[i].ariaDisabled = taken(text);
      cards[i].textContent = taken(text) ? `✓ ${text} (${t("starter_taken")})` : text;
    });
  }

  /** Draw all rows anew, with the way back to one that was just removed in its place. */
  function draw(undo) {
    around.follow = [];
    code();
    body.replaceChildren(...rows.map(rowNode));
    if (undo) {
      const { row, number, content } = undo;
      const restore = () => {
        removed.pop();
        insert(number, content);
        announce(t("row_back", { row }));
      };
      body.insertBefore(el("p.undo", t("row_removed", { row }), " ",
        el("button", { onclick: restore }, t("row_undo"))), rowCard(number));
    }
    title();
  }

  function rowNode(row, number) {
    return el("fieldset.card", el("legend", fixed[number]?.text),
      fieldsOf(columns, row, around, `${number}.`, send),
      !fixed.length && el("div.tools", moveTools((by) => move(number, by)),
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
    const [content] = rows.splice(number, 1);
    removed.push(content);
    draw({ row, number, content });
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
      body, el("div.actions", !fixed.length && add, done)),
    follow: () => around.follow.forEach((follow) => follow()),
    take(answer) {
      load(answer);
      send();
    },
  };
};
