// Role play and group work: steps to tick off, role cards, clocks, and a place for the result.

import { el, labelled, prose, rich } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { list, mapping, typed, words } from "./words.js";

CONTROLS.activity = ({ part, answer, change, announce, t }) => {
  const { text, done } = mapping(answer);
  const boxes = part.steps.map((_, i) =>
    el("input", { type: "checkbox", checked: list(done).includes(i), onchange: () => send() }));
  const area = el("textarea", { rows: 3, oninput: () => send(true) }, typed(text));
  const send = (typing) => {
    const ticked = [...boxes.keys()].filter((i) => boxes[i].checked);
    change(ticked.length || words(area.value) ? { text: area.value, done: ticked } : null, typing);
  };
  const clocks = part.timers.map((timer) => clock(timer, announce, t));
  const role = ({ name, card }) => el("details", el("summary", name), prose(card));
  return {
    node: el("div",
      el("ol.checklist", part.steps.map((step, i) => el("li", el("label", boxes[i], el("span", rich(step)))))),
      clocks.map(({ node }) => node),
      part.roles.length > 0 && [el("p.small", t("roles")), part.roles.map(role)],
      part.result && labelled(part.result, area)),
    destroy() {
      for (const { stop } of clocks) stop();
    },
  };
};

/** A clock that counts down; the last minute and the end are announced politely, without sound. */
function clock({ label, minutes }, announce, t) {
  const whole = minutes * 60000;
  let left = whole;
  let end;
  let ticking;
  const face = el("span.face", { role: "timer", "aria-label": t("timer", { label }) });
  const start = el("button", { onclick: () => (ticking ? stop() : go()) });
  const reset = el("button", { onclick() {
    left = whole;
    stop();
  } });

  function name(button, word) {
    if (button.textContent === word) return;
    button.textContent = word;
    button.ariaLabel = `${word}: ${label}`;
  }

  function show() {
    const seconds = Math.ceil(left / 1000);
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    face.textContent = `${two(seconds / 60)}:${two(seconds % 60)}`;
    name(start, t(ticking ? "timer_pause" : "timer_start"));
  }

  function go() {
    left ||= whole;
    end = performance.now() + left;
    ticking = setInterval(tick, 250);
    show();
  }

  function stop() {
    clearInterval(ticking);
    ticking = undefined;
    show();
  }

  function tick() {
    const before = left;
    left = Math.max(0, end - performance.now());
    if (!left) {
      announce(t("timer_over", { label }));
      return stop();
    }
    if (before > 60000 && left <= 60000) announce(t("timer_last", { label }));
    return show();
  }

  name(reset, t("timer_reset"));
  show();
  return { node: el("div.clock", el("span", label), face, start, reset), stop };
}
