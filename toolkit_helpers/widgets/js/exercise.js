// One exercise: its frame, its parts, feedback, and what goes out when an answer changes.

import "./control-activity.js";
import "./control-basic.js";
import "./control-grid.js";
import "./control-map.js";
import "./control-order.js";
import "./control-rows.js";
import { button, el, newId, paragraphs, prose, rich } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { mark, tablesOf } from "./marking.js";
import { format } from "./words.js";

const SYMBOLS = {
  right: "✓", complete: "✓", partly: "◐", wrong: "✗", incomplete: "…", unanswered: "…", no_data: "–",
  hint: "→", note: "•",
};
const TYPING = 250;

/**
 * Show an exercise in el.  Returns { update, destroy }; update takes any of answer, facts, status, insight.
 * onAnswer receives the answers by part id at each change, 250 ms after the last key while typing.
 */
export function mount(root, given) {
  const host = {
    strings: {}, facts: {}, seed: "", countries: [], insight: [], status: {}, onAnswer: () => {}, ...given,
    answers: clean(given.answer), views: [], timer: 0,
  };
  host.t = (phrase, fields = {}) => format(host.strings[phrase], fields);
  host.live = el("div", { role: "status", class: "dgw-hidden" });
  host.announce = (text) => { host.live.textContent = host.live.textContent === text ? `${text}\u00a0` : text; };
  host.change = (part, value, typing) => change(host, part, value, typing);
  host.flush = () => flush(host);
  frame(host, root);
  window.addEventListener("pagehide", host.flush);
  showInsight(host);
  showStatus(host);
  return {
    update: (changes) => update(host, changes),
    destroy() {
      flush(host);
      window.removeEventListener("pagehide", host.flush);
      for (const view of host.views) view.control.destroy?.();
      root.replaceChildren();
    },
  };
}

function clean(answer) {
  return Object.fromEntries(Object.entries(answer || {}).filter(([, value]) => value !== null));
}

function frame(host, root) {
  const { exercise, t } = host;
  const title = newId();
  const groups = exercise.grouping.map((group) => t(`grouping_${group}`));
  const who = groups.reduce((first, second) => t("grouping_then", { first, second }));
  host.summary = el("div", { class: "dgw-insight", hidden: true });
  host.saved = el("p", { class: "dgw-status" });
  host.alert = el("p", { class: "dgw-alert", role: "alert" });
  host.views = exercise.parts.map((part, i) => partView(host, part, i));
  root.replaceChildren(el("section", { class: "dgw", "aria-labelledby": title },
    el("h3", { id: title }, el("span", { class: "dgw-id" }, exercise.id), " ", exercise.title),
    el("ul", { class: "dgw-facts" },
      exercise.core && el("li", {}, el("span", { "aria-hidden": "true" }, "★ "), t("core")),
      exercise.minutes > 0 && el("li", {}, t("minutes", { minutes: exercise.minutes })),
      el("li", {}, t("grouping", { who })), exercise.grouping_note && el("li", {}, exercise.grouping_note)),
    prose(exercise.intro),
    host.views.map((view) => view.node), host.summary, host.saved, host.alert, host.live));
}

/** One part: its prompt, its control, its buttons, and the places for feedback. */
function partView(host, part, index) {
  const { t, exercise } = host;
  const view = { part, slots: new Map(), checked: false };
  const control = CONTROLS[part.kind]({
    ...host, host, part, answer: host.answers[part.id], seed: `${host.seed}/${exercise.id}/${part.id}`,
    slot: (about) => slotFor(view, about),
    siblings: () => host.answers,
    change(value, typing) {
      host.change(part.id, value, typing);
      if (view.checked) clear(view);
      for (const other of host.views) if (other !== view) other.control.follow?.(part.id);
    },
  });
  const lead = paragraphs(part.prompt);
  const question = lead.pop();
  view.control = control;
  view.state = el("p", { class: "dgw-state" });
  view.general = el("ul", { class: "dgw-remarks" });
  view.result = el("div", { class: "dgw-result", hidden: true }, view.state, view.general);
  view.again = button(t("again"), () => { clear(view); host.announce(t("cleared")); control.focus(); },
    { hidden: true });
  view.show = button(t("show"), () => reveal(host, view), { hidden: true });
  const check = button(t(control.reveal ? "check" : "check_complete"), undefined,
    { type: "submit", class: "dgw-button dgw-main" });
  const buttons = el("div", { class: "dgw-actions" }, check, view.again, view.show, control.extra);
  const instruction = control.instruction && el("span", { class: "dgw-small" }, control.instruction);
  const help = part.help && el("div", { class: "dgw-help" }, prose(part.help));
  const number = exercise.parts.length > 1
    && el("p", { class: "dgw-small" }, t("part_number", { number: index + 1, all: exercise.parts.length }));
  const words = [question && el("span", {}, rich(question)), instruction];
  const body = control.labels
    ? el("div", {}, el("label", { for: control.labels, class: "dgw-question" }, words), help, control.node)
    : el("fieldset", {}, el("legend", { class: "dgw-question" }, words), help, control.node);
  view.node = el("form", { class: "dgw-part", novalidate: true, "data-part": part.id,
    onsubmit: (event) => { event.preventDefault(); judge(host, view); },
    onfocusout: host.flush },
  number, lead.map((piece) => el("p", { class: "dgw-text" }, rich(piece))), body, buttons, view.result);
  return view;
}

/** The place beside an option, a line or a field where its feedback appears. */
function slotFor(view, about) {
  const slot = el("p", { class: "dgw-slot", id: newId() });
  view.slots.set(about, slot);
  return slot;
}

function judge(host, view) {
  flush(host);
  const { answers, facts, strings, exercise } = host;
  const around = { strings, facts, siblings: answers, tables: tablesOf(exercise) };
  const result = mark(view.part, answers[view.part.id], around);
  show(host, view, result.state, host.t(`state_${result.state}`), result.messages);
  view.show.hidden = !view.control.reveal;
}

function reveal(host, view) {
  const { text, messages } = view.control.reveal();
  show(host, view, "note", text, messages);
}

/** Put a state and its messages in their places, and say them in the live region. */
function show(host, view, state, words, messages) {
  clear(view);
  view.checked = true;
  view.result.hidden = false;
  view.result.dataset.state = state;
  view.state.replaceChildren(symbol(state), words);
  for (const message of messages) {
    const slot = view.slots.get(message.about);
    if (slot) {
      slot.append(el("span", { "data-tone": message.tone }, symbol(message.tone), label(host, view, message),
        message.text));
    } else {
      view.general.append(el("li", { "data-tone": message.tone }, symbol(message.tone), message.text));
    }
  }
  view.control.judged?.(messages);
  view.again.hidden = false;
  const beside = messages.filter(({ about }) => view.slots.has(about));
  const few = messages.length < 7;
  const said = (few ? messages : messages.filter((one) => !beside.includes(one))).map(({ text }) => text);
  const rest = few ? "" : host.t("beside", { count: beside.length });
  host.announce([`${words}.`.replace("..", "."), ...said, rest].join(" ").trim());
}

function symbol(name) {
  return el("span", { "aria-hidden": "true", class: "dgw-symbol" }, `${SYMBOLS[name]} `);
}

/** The word before feedback on an option or a pair; other remarks speak for themselves. */
function label(host, { part }, { tone, word }) {
  if (part.kind !== "choice" && part.kind !== "match") return "";
  const name = word || (tone === "hint" ? "tone_missed" : `tone_${tone}`);
  return el("strong", {}, `${host.t(name)}. `);
}

function clear(view) {
  view.checked = false;
  view.result.hidden = view.again.hidden = view.show.hidden = true;
  view.general.replaceChildren();
  for (const slot of view.slots.values()) slot.replaceChildren();
  view.control.judged?.([]);
}

function change(host, part, value, typing) {
  host.answers = clean({ ...host.answers, [part]: value });
  clearTimeout(host.timer);
  host.pending = true;
  if (typing) host.timer = setTimeout(host.flush, TYPING);
  else flush(host);
}

function flush(host) {
  clearTimeout(host.timer);
  if (!host.pending) return;
  host.pending = false;
  host.onAnswer(host.answers);
}

function update(host, changes) {
  if (changes.answer) follow(host, clean(changes.answer));
  for (const name of ["facts", "status", "insight"]) if (changes[name]) host[name] = changes[name];
  if (changes.status) showStatus(host);
  if (changes.insight) showInsight(host);
}

/** Take over answers that were given elsewhere; what is shown already stays untouched. */
function follow(host, answers) {
  flush(host);
  const same = (id) => JSON.stringify(answers[id]) === JSON.stringify(host.answers[id]);
  const changed = host.exercise.parts.filter(({ id }) => !same(id)).map(({ id }) => id);
  host.answers = answers;
  host.views = host.views.map((view, i) => {
    if (!changed.includes(view.part.id)) return view;
    view.control.destroy?.();
    const fresh = partView(host, view.part, i);
    view.node.replaceWith(fresh.node);
    return fresh;
  });
  for (const view of host.views) for (const id of changed) view.control.follow?.(id);
}

function showStatus({ status, saved, alert }) {
  const lost = status.state === "not_saved";
  saved.textContent = lost ? "" : status.text || "";
  if (alert.textContent !== (lost ? status.text : "")) alert.textContent = lost ? status.text : "";
}

function showInsight({ insight, summary, t }) {
  summary.hidden = !insight.length;
  summary.replaceChildren(el("p", {}, el("strong", {}, t("summary"))), ...insight.map(block));
}

function block({ kind, tone, text, title, items, caption, header, rows }) {
  const tag = { "data-tone": tone };
  if (kind === "table") {
    return el("div", { class: "dgw-scroll", tabindex: 0, role: "group", "aria-label": caption },
      el("table", tag, el("caption", {}, caption),
        el("thead", {}, el("tr", {}, header.map((cell) => el("th", { scope: "col" }, cell)))),
        el("tbody", {}, rows.map(([first, ...rest]) => el("tr", {}, el("th", { scope: "row" }, first),
          rest.map((cell) => el("td", {}, cell)))))));
  }
  if (kind === "list") {
    return el("div", tag, title && el("p", {}, title), el("ul", {}, items.map((item) => el("li", {}, rich(item)))));
  }
  return el("p", tag, rich(text));
}

/** The entry for anywidget: traits are the arguments of mount. */
function render({ model, el: root }) {
  const names = ["exercise", "answer", "facts", "strings", "seed", "status", "insight", "countries"];
  const view = mount(root, {
    ...Object.fromEntries(names.map((name) => [name, model.get(name)])),
    onAnswer(answers) { model.set("answer", answers); model.save_changes(); },
  });
  const events = ["answer", "facts", "status", "insight"].map((name) => {
    const listener = () => view.update({ [name]: model.get(name) });
    model.on(`change:${name}`, listener);
    return [`change:${name}`, listener];
  });
  return () => {
    for (const [event, listener] of events) model.off(event, listener);
    view.destroy();
  };
}

export default { render };
