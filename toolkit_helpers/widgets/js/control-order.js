// Items to put in order: up and down buttons, or a drag of the handle; each move is announced.

import { el, followPointer, limitMoves } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { orderOf } from "./marking.js";

CONTROLS.order = orderControl;

function orderControl({ part, answer, change, announce, t }) {
  const { items, start } = part;
  let order = orderOf(part, answer) ?? start;
  const lines = new Map(items.map((item) => [item.id, line(item)]));
  const node = el("ol.order");
  draw();

  function line({ id, text }) {
    const tool = (sign, phrase, by) => {
      const pressed = el("button", { "aria-label": t(phrase, { item: text }), onclick() {
        const place = order.indexOf(id) + by;
        if (place in order) {
          move(id, place);
          tell(id);
        }
        pressed.focus();
      } }, sign);
      return pressed;
    };
    const onpointerdown = (event) => drag(event, id);
    return el("li", el("span.grip", { title: t("drag"), "aria-hidden": "true", onpointerdown }, "⠿"),
      el("span.grow", text), tool("↑", "up", -1), tool("↓", "down", 1));
  }

  function draw() {
    node.append(...order.map((id) => lines.get(id)));
    order.forEach((id, place) => limitMoves(lines.get(id).querySelectorAll("button"), place, order.length));
  }

  function move(id, place) {
    order = order.filter((one) => one !== id).toSpliced(place, 0, id);
    draw();
  }

  function tell(id) {
    const item = items.find((one) => one.id === id).text;
    change(order);
    announce(t("position", { item, position: order.indexOf(id) + 1, all: order.length }));
  }

  function drag(event, id) {
    event.preventDefault();
    const { classList } = lines.get(id);
    const before = order.join();
    classList.add("dgw-dragged");
    followPointer(({ clientY }) => {
      const place = order.filter((one) => {
        const { top, height } = lines.get(one).getBoundingClientRect();
        return one !== id && clientY > top + height / 2;
      }).length;
      if (order[place] !== id) move(id, place);
    }, () => {
      classList.remove("dgw-dragged");
      if (order.join() !== before) tell(id);
    });
  }

  const solution = items.map(({ text }, i) => `${i + 1}. ${text}`).join("; ");
  return {
    node,
    instruction: t("order_help"),
    reveal: () => ({ text: t("answer_is", { answer: solution }), messages: [] }),
  };
}
