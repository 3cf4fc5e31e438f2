// Items on two axes from 1 to 5: two numbers per item, or a move on the plot by hand or arrow key.

import { arrowStep, el, followPointer, labelled, range, rightToLeft, select, unspoken } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { mapItems, quadrantOf, TOP } from "./marking-ratings.js";
import { mapping } from "./words.js";

const NUMBERS = range(1, TOP).map((number) => [number, number]);

CONTROLS.map2x2 = ({ part, answer, change, host, announce, t }) => {
  const { x: across, y: upward, source, cut } = part;
  const size = source?.size && host.exercise.parts.find(({ id }) => id === source.part)
    .columns.find(({ id }) => id === source.size);
  const places = mapping(answer);
  const items = () => mapItems(part, places, host.answers);
  const fit = (number) => Math.min(TOP, Math.max(1, Math.round(number)));
  const marks = el("div.marks");
  const tray = el("div.tray");
  const rows = el("div");
  // Items on the cut count as high, so a whole number's line runs just below its place.
  const low = cut - (Number.isInteger(cut) ? 1 : 0.5);
  const plot = el("div.plot", { style: `grid-template: ${TOP - low}fr ${low}fr / ${low}fr ${TOP - low}fr` },
    part.quadrants.map(unspoken), marks);
  draw();

  /** Change one or both numbers of an item, here or in the row of its table. */
  function place({ id }, changes) {
    if (source) {
      const all = host.answers[source.part].map(mapping);
      for (const [axis, number] of Object.entries(changes)) all[id][source[axis]] = number;
      host.views.find((view) => view.part.id === source.part).control.take(all);
    } else {
      places[id] = { ...mapping(places[id]), ...changes };
      change(places);
    }
    draw();
  }

  function moveTo(item, x, y) {
    place(item, { x: fit(x), y: fit(y) });
    announce(describe(items().find(({ id }) => id === item.id)));
  }

  function describe(item) {
    const quadrant = quadrantOf(part, item);
    const fields = { x_label: across.label, y_label: upward.label, quadrant };
    return t(quadrant ? "map_at" : "map_open", { ...item, ...fields, item: item.text });
  }

  /** Draw marks and lists anew; what has the focus keeps it. */
  function draw() {
    const shown = items();
    const { mark: focused } = document.activeElement.dataset;
    const buttons = shown.map((item, i) => mark(item, i + 1, shown));
    const placed = (node) => node.matches(".dgw-placed");
    const open = buttons.filter((node) => !placed(node));
    marks.replaceChildren(...buttons.filter(placed));
    tray.hidden = !open.length;
    tray.replaceChildren(el("span.small", t("map_tray")), ...open);
    rows.replaceChildren(...shown.map((item, i) => lists(item, i + 1)));
    const all = [...buttons, ...rows.querySelectorAll("select")];
    if (focused) all.find((node) => node.dataset.mark === focused)?.focus();
  }

  function mark(item, number, shown) {
    const { id, x, y, size: weight } = item;
    // Items on the same spot stand beside each other.
    const same = shown.filter((other) => other.x === x && other.y === y);
    const beside = same.indexOf(item) - (same.length - 1) / 2;
    return el(x && y ? "button.mark.placed" : "button.mark", {
      "data-mark": id, style: `--x: ${x}; --y: ${y}; --beside: ${beside}; --size: ${weight ?? 1}`,
      "aria-label": `${number}. ${describe(item)}`,
      onkeydown: (event) => arrow(event, item), onpointerdown: (event) => drag(event, item),
    }, number);
  }

  function lists(item, number) {
    const pick = (axis) => el("span.row", labelled(part[axis].label,
      select(NUMBERS, item[axis], "–", (to) => place(item, { [axis]: to }), { "data-mark": `${item.id}/${axis}` })));
    return el("fieldset.place", el("legend", `${number}. ${item.text}`),
      el("div.row", pick("x"), pick("y"), el("span", quadrantOf(part, item) ?? t("map_tray"))));
  }

  function arrow(event, item) {
    const step = arrowStep(event);
    if (!step) return;
    event.preventDefault();
    const [right, down] = item.x && item.y ? step : [0, 0];
    moveTo(item, (item.x ?? 3) + right, (item.y ?? 3) - down);
  }

  function drag(start, item) {
    const { style } = start.currentTarget;
    const by = (event) => [event.clientX - start.clientX, event.clientY - start.clientY];
    followPointer((event) => {
      const [right, down] = by(event);
      style.transform = `translate(${right}px, ${down}px)`;
    }, (event) => {
      style.transform = "";
      if (event.type !== "pointerup" || Math.hypot(...by(event)) <= 4) return;
      const box = marks.getBoundingClientRect();
      const share = (event.clientX - box.left) / box.width;
      const height = (box.bottom - event.clientY) / box.height;
      moveTo(item, (rightToLeft(marks) ? 1 - share : share) * TOP + 0.5, height * TOP + 0.5);
    });
  }

  return {
    node: el("div", el("div.map", el("span.axis", `${upward.high} ↑`), plot,
      el("span", `${upward.low} · ${across.low}`), el("span.end", `${across.high} →`)),
    size && el("p.small", t("map_size", { label: size.label })), tray, rows),
    instruction: t("map_help"),
    follow: (id) => id === source?.part && draw(),
  };
};
