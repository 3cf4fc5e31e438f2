// Items to put in order: up and down buttons, or a drag of the handle; each move is announced.

import { el, followPointer, moveTools, nameTools } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { orderOf } from "./marking.js";

CONTROLS.order = ({ part, answer, change, announce, t }) => {
  const { items, start } = part;
  let order = orderOf(part, answer) ?? start;
  const lines = new Map(items.map((item) => [item.id, line(item)]));
  const node = el("ol.order");
  draw();

  function nameOf(id) {
    return items.find((item) => item.id === id).text;
  }

  function line({ id, text }) {
    const step = (by) => {
      const place = order.indexOf(id) + by;
      if (!(place in order)) return;
      move(id, place);
      tell(id);
    };
    const onpointerdown = (event) => drag(event, id);
    return el("li", el("span.grip", { title: t("drag"), "aria-hidden": "true", onpointerdown }, "⠿"),
      el("span.grow", text), moveTools(step));
  }

  function draw() {
    const focused = document.activeElement;
    node.append(...order.map((id) => lines.get(id)));
    if (node.contains(focused)) focused.focus();
    order.forEach((id, place) =>
      nameTools(lines.get(id).querySelectorAll("button"), nameOf(id), place, order.length, t));
  }

  function move(id, place) {
    order = order.filter((one) => one !== id).toSpliced(place, 0, id);
    draw();
  }

  function tell(id) {
    change(order);
    announce(t("position", { item: nameOf(id), position: order.indexOf(id) + 1, all: order.length }));
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

  return {
    node,
    instruction: t("order_help"),
    reveal: () => ({ answer: items.map(({ text }, i) => `${i + 1}. ${text}`).join("; ") }),
  };
};
