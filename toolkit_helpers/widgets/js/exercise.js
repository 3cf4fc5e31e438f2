// One exercise: its frame, its parts, feedback, and what goes out when an answer changes.

import "./control-activity.js";
import "./control-basic.js";
import "./control-grid.js";
import "./control-map.js";
import "./control-order.js";
import "./control-rows.js";
import { el, newId, paragraphs, prose, rich, unspoken } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { mark } from "./marking.js";
import { format } from "./words.js";

const SYMBOLS = {
  right: "✓", complete: "✓", answer: "✓", partly: "◐", wrong: "✗", no_data: "–", hint: "→", note: "•",
};
const symbol = (name) => unspoken(`${SYMBOLS[name] ?? "…"} `);
const TYPING = 250;
const FEW = 6;
/** Where "Try again" goes: the chosen radio button, or the first control that can do something. */
const FIRST = ["[type=radio]:checked", "input, select, textarea, [tabindex='0'], ol [aria-disabled=false]"];

/**
 * Show an exercise in root.  Returns { update, destroy }; update takes any of answer, facts, references, status,
 * insight.
 * onAnswer receives the answers by part id at each change, 250 ms after the last key while typing.
 */
export function mount(root, given) {
  const host = {
    facts: {}, references: {}, seed: "", countries: [], insight: [], status: {}, onAnswer: () => {}, ...given,
    tables: Object.fromEntries(given.exercise.parts.filter(({ kind }) => kind === "table").map((one) => [one.id, one])),
    answers: clean(given.answer), live: el("div.hidden", { role: "status" }),
    t: (phrase, fields) => format(given.strings[phrase], fields),
    // A text that is said twice must change to be heard twice.
    announce(text) { host.live.textContent = host.live.textContent === text ? `${text}\u00a0` : text; },
    /** Send what is not sent yet. */
    flush() {
      if (!host.timer) return;
      clearTimeout(host.timer);
      host.timer = undefined;
      host.onAnswer(host.answers);
    },
  };
  frame(host, root);
  window.addEventListener("pagehide", host.flush);
  update(host, host);
  return {
    update: (changes) => update(host, changes),
    destroy() {
      host.flush();
      window.removeEventListener("pagehide", host.flush);
      for (const { control } of host.views) control.destroy?.();
      root.replaceChildren();
    },
  };
}

/** The answers without those that are nothing, or a text, a list or a record of nothing. */
function clean(answers) {
  const something = (value) => (typeof value === "object" ? Object.keys(value ?? {}).length
    : String(value ?? "").trim());
  return Object.fromEntries(Object.entries(answers ?? {}).filter(([, value]) => something(value)));
}

function frame(host, root) {
  const { exercise, t } = host;
  const { id, title, minutes, grouping_note: note } = exercise;
  const who = exercise.grouping.map((group) => t(`grouping_${group}`))
    .reduce((first, second) => t("grouping_then", { first, second }));
  const heading = el("h3", { id: newId() }, el("span.id", id), " ", title);
  host.summary = el("div.insight");
  host.saved = el("p.status");
  host.alert = el("p.alert", { role: "alert" });
  host.views = exercise.parts.map((part) => partView(host, part));
  arrange(host);
  root.replaceChildren(el("section", { class: "dgw", "aria-labelledby": heading.id }, heading,
    el("ul.facts", exercise.core && el("li", unspoken("★ "), t("core")),
      minutes > 0 && el("li", t(minutes === 1 ? "minute" : "minutes", { minutes })),
      el("li", t("grouping", { who })), note && el("li", note)),
    prose(exercise.intro), host.views.map(({ node }) => node), host.summary, host.saved, host.alert, host.live));
}

/** Show and number the parts that are asked: some wait for the answer to an earlier choice. */
function arrange({ views, answers, t }) {
  const asked = views.filter(({ part: { only_if: wait } }) =>
    Object.entries(wait ?? {}).every(([id, options]) => options.includes(answers[id])));
  for (const view of views) view.node.hidden = !asked.includes(view);
  const all = asked.length;
  asked.forEach(({ number }, i) => {
    number.textContent = t("part_number", { number: i + 1, all });
    number.hidden = all < 2;
  });
}

/** One part: its prompt, its control, its buttons, and the places for feedback. */
function partView(host, part) {
  const { t, exercise: { id, parts } } = host;
  const lead = paragraphs(part.prompt);
  const question = lead.pop();
  const view = { part, slots: new Map(), state: el("div.state"), general: el("ul"), number: el("p.small") };
  const control = CONTROLS[part.kind]({
    ...host, host, part, answer: host.answers[part.id], seed: `${host.seed}/${id}/${part.id}`,
    slot(about) {
      const slot = el("div.slot", { id: newId() });
      view.slots.set(about, slot);
      return slot;
    },
    change: (value, typing) => change(host, view, value, typing),
  });
  const { node, labels, instruction } = control;
  view.control = control;
  view.result = el("div.result", { hidden: true }, view.state, view.general);
  view.again = el("button", { hidden: true, onclick() {
    clear(view);
    host.announce(t("cleared"));
    FIRST.map((what) => node.querySelector(what)).find(Boolean)?.focus();
  } }, t("again"));
  view.reveal = el("button", { hidden: true, onclick() {
    const { answer = "", text = t("answer_is", { answer }).trim(), messages = [] } = control.reveal();
    show(host, view, "note", text, messages);
  } }, t("show"));
  const [group, title] = labels ? ["div", "label"] : ["fieldset", "legend"];
  view.node = el("form.part", {
    novalidate: true, "data-part": part.id, onfocusout: host.flush,
    onsubmit(event) {
      event.preventDefault();
      host.flush();
      const { state, messages } = mark(part, host.answers[part.id], { ...host, siblings: host.answers });
      show(host, view, state, t(`state_${state}`), messages);
      view.reveal.hidden = !control.reveal;
    },
  }, view.number,
  lead.map((piece) => el("p", rich(piece))),
  el(group, el(`${title}.question`, labels && { for: labels }, question && el("span", rich(question)),
    instruction && el("span.small", instruction)),
  part.help && el("div.help", prose(part.help)), node),
  el("div.actions", el("button.main", { type: "submit" }, t(control.reveal ? "check" : "check_complete")),
    view.again, view.reveal), view.result);
  return view;
}

/** Put a state and its messages in their places, and say them in the live region. */
function show({ t, announce }, view, state, head, messages) {
  clear(view);
  view.result.hidden = view.again.hidden = false;
  view.result.dataset.state = state;
  view.state.replaceChildren(symbol(state), head);
  // Remarks on an option or a pair begin with a word; those on a field name it themselves.
  const worded = view.part.kind === "choice" || view.part.kind === "match";
  for (const { about, tone, text } of messages) {
    const slot = view.slots.get(about);
    const word = slot && worded && el("strong", `${t(`tone_${tone}`)}. `);
    (slot ?? view.general).append(el(slot ? "span" : "li", { "data-tone": tone }, symbol(tone), word, text));
  }
  const general = messages.filter(({ about }) => !view.slots.has(about));
  const few = messages.length <= FEW;
  const said = (few ? messages : general).map(({ text }) => text);
  const rest = few ? [] : t("beside", { count: messages.length - general.length });
  announce([head.replace(/\.?$/, "."), ...said].concat(rest).join(" "));
}

function clear(view) {
  view.result.hidden = view.again.hidden = view.reveal.hidden = true;
  for (const place of [view.general, ...view.slots.values()]) place.replaceChildren();
}

/** Take over what a control holds now; feedback on what it held before goes. */
function change(host, view, value, typing) {
  const { id } = view.part;
  host.answers = clean({ ...host.answers, [id]: structuredClone(value) });
  clearTimeout(host.timer);
  host.timer = setTimeout(host.flush, TYPING);
  if (!typing) host.flush();
  clear(view);
  for (const { control } of host.views) control.follow?.(id);
  arrange(host);
}

function update(host, { answer, facts, references, status, insight }) {
  if (facts) host.facts = facts;
  if (references) host.references = references;
  if (answer) follow(host, clean(answer));
  if (references) for (const { control } of host.views) control.follow?.();
  if (status) {
    const lost = status.state === "not_saved" ? status.text : "";
    host.saved.textContent = lost ? "" : status.text;
    if (host.alert.textContent !== lost) host.alert.textContent = lost;
  }
  if (insight) {
    host.summary.hidden = !insight.length;
    host.summary.replaceChildren(el("p", el("strong", host.t("summary"))), ...insight.map(block));
  }
}

/** Take over answers that were given elsewhere; what is shown already stays untouched. */
function follow(host, answers) {
  host.flush();
  const changed = host.exercise.parts.map(({ id }) => id)
    .filter((id) => JSON.stringify(answers[id]) !== JSON.stringify(host.answers[id]));
  host.answers = answers;
  host.views = host.views.map((view) => {
    if (!changed.includes(view.part.id)) return view;
    view.control.destroy?.();
    const fresh = partView(host, view.part);
    view.node.replaceWith(fresh.node);
    return fresh;
  });
  for (const { control } of host.views) changed.forEach((id) => control.follow?.(id));
  arrange(host);
}

function block({ kind, tone, text, title, items, caption, header, rows }) {
  const mood = { "data-tone": tone };
  if (kind === "table") {
    return el("div.scroll", { tabindex: 0, role: "group", "aria-label": caption }, el("table", mood,
      el("caption", caption), el("thead", el("tr", header.map((cell) => el("th", { scope: "col" }, cell)))),
      el("tbody", rows.map(([first, ...rest]) =>
        el("tr", el("th", { scope: "row" }, first), rest.map((cell) => el("td", cell)))))));
  }
  if (kind === "list") {
    return el("div", mood, title && el("p", title), el("ul", items.map((item) => el("li", rich(item)))));
  }
  return el("p", mood, rich(text));
}

/** The entry for anywidget: traits are the arguments of mount. */
function render({ model, el: root }) {
  const traits = ["answer", "facts", "references", "status", "insight"];
  const get = (...names) => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const view = mount(root, {
    ...get(...traits, "exercise", "strings", "seed", "countries"),
    onAnswer(answers) {
      model.set("answer", answers);
      model.save_changes();
    },
  });
  const events = traits.map((name) => [`change:${name}`, () => view.update(get(name))]);
  for (const [event, listener] of events) model.on(event, listener);
  return () => {
    for (const [event, listener] of events) model.off(event, listener);
    view.destroy();
  };
}

export default { render };
