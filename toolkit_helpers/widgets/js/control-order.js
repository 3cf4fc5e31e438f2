// Items to put in order: up and down buttons, or a drag of the handle; each move is announced.

import { button, el } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { list } from "./words.js";

CONTROLS.order = orderControl;

function orderControl({ part, answer, change, announce, t }) {
  const known = part.items.map(({ id }) => id);
  const valid = list(answer).length === known.length && known.every((id) => answer.includes(id));
  let order = valid ? [...answer] : [...part.start];
  const text = (id) => part.items.find((item) => item.id === id).text;
  const lines = new Map(known.map((id) => [id, line(id)]));
  const node = el("ol", { class: "dgw-order" });
  draw();

  function line(id) {
    const up = button("↑", () => step(id, -1, up), { "aria-label": t("up", { item: text(id) }) });
    const down = button("↓", () => step(id, 1, down), { "aria-label": t("down", { item: text(id) }) });
    const grip = el("span", { class: "dgw-grip", title: t("drag"), "aria-hidden": "true",
      onpointerdown: (event) => drag(event, id) }, "⠿");
    return el("li", {}, grip, el("span", { class: "dgw-grow" }, text(id)), up, down);
  }

  function draw() {
    const open = document.activeElement;
    node.append(...order.map((id) => lines.get(id)));
    order.forEach((id, place) => {
      const [up, down] = lines.get(id).querySelectorAll("button");
      up.setAttribute("aria-disabled", place === 0);
      down.setAttribute("aria-disabled", place === order.length - 1);
    });
    if (node.contains(open)) open.focus();
  }

  function move(id, place) {
    order = order.filter((one) => one !== id);
    order.splice(place, 0, id);
    draw();
  }

  function tell(id) {
    change([...order]);
    announce(t("position", { item: text(id), position: order.indexOf(id) + 1, all: order.length }));
  }

  function step(id, by, pressed) {
    const place = order.indexOf(id) + by;
    if (place >= 0 && place < order.length) {
      move(id, place);
      tell(id);
    }
    pressed.focus();
  }

  function drag(event, id) {
    event.preventDefault();
    const dragged = lines.get(id);
    const before = order.join();
    dragged.classList.add("dgw-dragged");
    const onMove = ({ clientY }) => {
      const others = order.filter((one) => one !== id);
      const place = others.filter((one) => {
        const { top, height } = lines.get(one).getBoundingClientRect();
        return clientY > top + height / 2;
      }).length;
      if (order[place] !== id) move(id, place);
    };
    const onEnd = () => {
      document.removeEventListener("pointermove", onMove);
      dragged.classList.remove("dgw-dragged");
      if (order.join() !== before) tell(id);
    };
    document.addEventListener("pointermove", onMove);
    document.addEventListener("pointerup", onEnd, { once: true });
    document.addEventListener("pointercancel", onEnd, { once: true });
  }

  const solution = () => part.items.map((item, i) => `${i + 1}. ${item.text}`).join("; ");
  return {
    node,
    instruction: t("order_help"),
    focus: () => node.querySelector("button:not([aria-disabled=true])").focus(),
    reveal: () => ({ text: t("answer_is", { answer: solution() }), messages: [] }),
  };
}
