// The Plan so far: what the answers in this browser say about each field, read anew after every change.

const planViews = [];
let planTimer;

function planAnswers(exercise, part) {
  const parts = partsOf(exercise);
  const asked = Object.entries(part.only_if ?? {}).every(([id, options]) => options.includes(parts[id]));
  return asked ? parts[part.id] : undefined;
}

function rowsOfSource(source) {
  const { exercise, table } = page.plan.sources[source] ?? {};
  const words = (phrase, fields) => format(page.strings[phrase], fields);
  return table ? knownRows(table, partsOf(exercise)[table.id], words) : [];
}

function readReference(column, value) {
  const rows = new Map(rowsOfSource(column.source));
  const gone = (code) => (rows.size ? format(page.strings.reference_gone, { code }) : code);
  return named(value).map((code) => rows.get(code) ?? gone(code)).join("; ");
}

const languageName = (code) => new Map(Object.entries(page.plan.languages)).get(code.toLowerCase()) ?? code;

/** One field of a form or a table as it is read. */
function readField(column, value) {
  if (!given(column, value)) return "";
  if (column.type === "tick") return page.plan.words.yes;
  if (column.type === "choice") return column.options.find(({ id }) => id === value).text;
  if (column.type === "country") return page.countries.find(([code]) => code === value)?.[1] ?? typed(value);
  if (column.type === "language") return languageName(typed(value).trim());
  if (column.source) return readReference(column, value);
  return column.type === "score" ? String(value).replace("-", "−") : asText(value).trim();
}

const column = (label, hidden = false) => ({ label, hidden });
const sheet = (columns, rows) => (rows.length ? { columns, rows } : null);
const textOnly = (text) => (text ? { text } : null);

const PLAN_READERS = {
  table(part, answer) {
    const rows = tableRows(part, answer);
    const codes = rowCodes(part, rows);
    const coded = part.code || part.rows.length;
    const fixed = Object.fromEntries(part.rows.map(({ id, text }) => [id, text]));
    const first = coded ? [column(part.row_label || (part.rows.length ? part.row_name : page.plan.words.code))] : [];
    return sheet([...first, ...part.columns.map(({ label, private: hidden }) => column(label, hidden))],
      rows.flatMap((row, i) => (rowFilled(part.columns, row)
        ? [[...(coded ? [fixed[codes[i]] ?? codes[i]] : []),
          ...part.columns.map((one) => readField(one, row[one.id]))]] : [])));
  },
  form(part, answer) {
    const record = mapping(answer);
    const fields = part.fields.filter((one) => given(one, record[one.id]));
    if (part.single) return textOnly(fields.map((one) => readField(one, record[one.id])).join(""));
    return sheet([column(page.plan.words.field), column(page.plan.words.entry)],
      fields.filter((one) => !one.private).map((one) => [one.label, readField(one, record[one.id])]));
  },
  choice(part, answer) {
    const ids = [answer].flat();
    return textOnly(part.options.filter(({ id }) => ids.includes(id)).map(({ text }) => text).join("; "));
  },
  number(part, answer) {
    const value = valueOf(answer);
    return value === null ? null : textOnly(`${writeNumber(value, part.decimals)} ${part.unit}`.trim());
  },
  text: (part, answer) => textOnly(typed(mapping(answer).text).trim()),
  activity: (part, answer) => textOnly(typed(mapping(answer).text).trim()),
  scale(part, answer) {
    const scores = mapping(answer);
    return sheet([column(page.plan.words.item), column(page.plan.words.score)],
      part.items.filter(({ id }) => Number.isInteger(scores[id])).map(({ id, text }) => [text, String(scores[id])]));
  },
  map2x2(part, answer) {
    const places = mapping(answer);
    return sheet([page.plan.words.item, ...part.axes].map((label) => column(label)),
      part.items.filter(({ id }) => Object.keys(mapping(places[id])).length)
        .map(({ id, text }) => [text, asText(places[id].x), asText(places[id].y)]));
  },
  grid(part, answer) {
    const cells = mapping(answer);
    const name = (id) => page.strings[`name_${id}`];
    const names = part.rows.flatMap((row) => part.columns.map((level) => [row, level]));
    return sheet([page.plan.words.cell, ...part.fields.map((field) => page.strings[`grid_${field}`])]
      .map((label) => column(label)),
    names.filter(([row, level]) => Object.keys(mapping(cells[`${row}.${level}`])).length).map(([row, level]) => {
      const cell = mapping(cells[`${row}.${level}`]);
      return [format(page.strings.grid_cell, { row: name(row), column: name(level) }),
        ...part.fields.map((field) => asText(cell[field]))];
    }));
  },
};

/** What stands in a field, as texts and tables, each with its exercise. */
const fieldValues = ({ parts }) => parts.flatMap(({ exercise, part }) => {
  const answer = planAnswers(exercise, part);
  const value = answer === undefined ? null : PLAN_READERS[part.kind]?.(part, answer);
  return value ? [{ exercise, ...value }] : [];
});

function requiredNow({ required, track }) {
  const [exercise, part] = page.plan.tracks;
  return required || Boolean(track && [partsOf(exercise)[part]].flat().includes(track));
}

function planTable({ columns, rows }, caption) {
  const hide = (one) => (one.hidden ? { class: "private" } : {});
  const label = (one) => (one.hidden ? format(page.plan.words.mark_private, { label: one.label }) : one.label);
  const scroller = el("div", { class: "tk-scroll", tabindex: 0, role: "group", "aria-label": caption }, el("table",
    el("thead", el("tr", columns.map((one) => el("th", { scope: "col", ...hide(one) }, label(one))))),
    el("tbody", rows.map((row) => el("tr", row.map((text, i) => {
      // A heading that says nothing, or that the printed Plan leaves out, names no row.
      const names = !i && text && !columns[i].hidden;
      return el(names ? "th" : "td", { scope: names ? "row" : undefined, ...hide(columns[i]) }, text);
    }))))));
  return scroller;
}

const exerciseLink = (exercise) => (Object.hasOwn(page.exercises, exercise)
  ? el("a", { href: `#${exercise}` }, exercise) : exercise);

function planField(field, values, level) {
  const { words } = page.plan;
  const [before, after] = words.from.split("{exercise}");
  const computed = field.computed && !field.parts.every(({ part }) => part.kind === "text");
  return el("div", { class: "plan-field" }, el(`h${level}`, field.label), values.map((value) => [
    el("p", { class: "source" }, before, exerciseLink(value.exercise), after),
    value.text ? value.text.split(/\n+/).map((text) => el("p", text)) : planTable(value, field.label),
  ]), computed && el("p", { class: "source" }, words.computed));
}

function planSection(section, level) {
  const { words } = page.plan;
  const all = section.fields.map((field) => ({ field, values: fieldValues(field) }));
  const required = all.filter(({ field }) => requiredNow(field));
  const written = all.filter(({ values }) => values.length);
  const open = required.filter(({ values }) => !values.length).map(({ field }) =>
    format(words.open_one, { label: field.label, exercise: field.written_in }));
  return el("section", { class: "plan-section" }, el(`h${level}`, `${section.id} ${section.title}`),
    el("p", format(words.count, { done: required.filter(({ values }) => values.length).length, all: required.length })),
    written.map(({ field, values }) => planField(field, values, level + 1)),
    open.length > 0 && el("p", { class: "open" }, format(words.open, { names: open.join("; ") })));
}

/** The answers that a section shows, so that only what changed is written anew. */
const planState = (section) => JSON.stringify([countryNow(), section.fields.map((field) =>
  [requiredNow(field), fieldValues(field)])]);

function planView(root, ids, level) {
  const places = page.plan.sections.filter(({ id }) => ids.includes(id))
    .map((section) => ({ section, node: root.appendChild(el("div")), state: "" }));
  planViews.push(() => {
    for (const place of places) {
      const state = planState(place.section);
      if (state === place.state) continue;
      place.state = state;
      place.node.replaceChildren(planSection(place.section, level));
    }
  });
}

function planChanged() {
  clearTimeout(planTimer);
  planTimer = setTimeout(showPlanNow, 300);
}

function showPlanNow() {
  clearTimeout(planTimer);
  for (const show of planViews) show();
}

function printPlan() {
  showPlanNow();
  document.body.classList.add("plan-only");
  addEventListener("afterprint", () => document.body.classList.remove("plan-only"), { once: true });
  print();
}

/** Show the sections of the Plan in the places of a part of the page. */
function showPlanIn(part) {
  const { words } = page.plan;
  for (const paper of part.querySelectorAll("[data-plan]")) {
    const root = el("div", { class: "plan" });
    paper.after(root);
    root.append(el("p", words.lead));
    planView(root, paper.dataset.plan.split(" "), 3);
    root.append(el("p", el("a", { href: "#our-plan" }, words.whole)));
    paper.hidden = true;
  }
}

function showPlan() {
  const { words } = page.plan;
  const whole = document.getElementById("our-plan");
  whole.append(el("h2", words.title), el("p", words.lead), el("p", words.private),
    el("p", { class: "row" }, el("button", { class: "button", onclick: printPlan }, words.print)));
  const root = el("div", { class: "plan" });
  whole.append(root);
  planView(root, page.plan.sections.map(({ id }) => id), 3);
  whole.hidden = false;
  document.querySelector("nav ul")?.append(el("li", el("a", { href: "#our-plan" }, words.title)));
  whenIdle(showPlanNow);
}
