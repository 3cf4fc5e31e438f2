// Role play and group work: steps to tick off, role cards, clocks, and a place for the result.

import { button, el, newId, prose, rich } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { list, mapping, words } from "./words.js";

CONTROLS.activity = activityControl;

function activityControl({ part, answer, change, announce, t }) {
  const given = mapping(answer);
  const done = new Set(list(given.done));
  let text = typeof given.text === "string" ? given.text : "";
  const send = (typing) => {
    const steps = part.steps.map((_, i) => i).filter((i) => done.has(i));
    change(steps.length || words(text) ? { text, done: steps } : null, typing);
  };
  const steps = el("ol", { class: "dgw-checklist" }, part.steps.map((step, i) => {
    const box = el("input", { type: "checkbox", checked: done.has(i),
      onchange() { done[box.checked ? "add" : "delete"](i); send(); } });
    return el("li", {}, el("label", {}, box, el("span", {}, rich(step))));
  }));
  const clocks = part.timers.map((timer) => clock(timer, announce, t));
  const roles = part.roles.length > 0 && [el("p", { class: "dgw-small" }, t("roles")),
    part.roles.map(({ name, card }) => el("details", {}, el("summary", {}, name), prose(card)))];
  const id = newId();
  const area = part.result && el("textarea", { id, rows: 3, oninput() { text = area.value; send(true); } }, text);
  return {
    node: el("div", {}, steps,
      clocks.length > 0 && el("div", { class: "dgw-clocks" }, clocks.map(({ node }) => node)), roles, area && el("div", {}, el("label", { for: id }, part.result), area)),
    focus: () => steps.querySelector("input").focus(),
    destroy() { for (const { stop } of clocks) stop(); },
  };
}

/** A clock that counts down; the last minute and the end are announced politely, without sound. */
function clock({ label, minutes }, announce, t) {
  const whole = minutes * 60000;
  let left = whole;
  let end = 0;
  let ticking = 0;
  const face = el("span", { role: "timer", "aria-label": t("timer", { label }), class: "dgw-face" });
  const start = button("", () => (ticking ? stop() : go()));
  const reset = button(t("timer_reset"), () => { stop(); left = whole; show(); },
    { "aria-label": `${t("timer_reset")}: ${label}` });

  function show() {
    const seconds = Math.ceil(left / 1000);
    const two = (number) => String(number).padStart(2, "0");
    face.textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
    const word = t(ticking ? "timer_pause" : "timer_start");
    if (start.textContent !== word) start.textContent = word;
    start.setAttribute("aria-label", `${word}: ${label}`);
  }

  function go() {
    if (left <= 0) left = whole;
    end = performance.now() + left;
    ticking = setInterval(tick, 250);
    show();
  }

  function stop() {
    clearInterval(ticking);
    ticking = 0;
    show();
  }

  function tick() {
    const before = left;
    left = Math.max(0, end - performance.now());
    if (before > 60000 && left <= 60000 && left > 0) announce(t("timer_last", { label }));
    if (left <= 0) {
      announce(t("timer_over", { label }));
      stop();
    } else show();
  }

  show();
  return { node: el("div", { class: "dgw-clock" }, el("span", {}, label), face, start, reset), stop };
}
