// Items on two axes from 1 to 5: two numbers per item, or a move on the plot by hand or arrow key.

import { el, newId, select } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { mapItems, quadrantOf, TOP } from "./marking-ratings.js";
import { list, mapping } from "./words.js";

CONTROLS.map2x2 = mapControl;

const NUMBERS = [1, 2, 3, 4, 5].map((number) => [number, number]);

function mapControl({ part, answer, change, host, slot, announce, t }) {
  const places = { ...mapping(answer) };
  const marks = el("div", { class: "dgw-marks" });
  const tray = el("div", { class: "dgw-tray" });
  const plot = el("div", { class: "dgw-plot" }, quadrants(part), marks);
  const rows = el("div", { class: "dgw-places" });
  const value = () => (part.source ? undefined : places);
  const items = () => mapItems(part, value(), host.answers);
  const sized = part.source?.size && host.exercise.parts.find(({ id }) => id === part.source.part)
    .columns.find(({ id }) => id === part.source.size);
  const sizes = sized && el("p", { class: "dgw-small" }, t("map_size", { label: sized.label }));
  draw();

  function describe({ name, x, y }) {
    if (x === null || y === null) return t("map_open", { item: name });
    const labels = { x_label: part.x.label, y_label: part.y.label };
    return t("map_at", { item: name, x, y, ...labels, quadrant: quadrantOf(part, x, y) });
  }

  /** Change one or both numbers of an item, here or in the row of its table. */
  function place(item, changes) {
    if (part.source) {
      const { part: table, x, y } = part.source;
      const all = list(host.answers[table]).map((row, number) => {
        if (String(number) !== item.id) return row;
        const moved = { ...row };
        if ("x" in changes) moved[x] = changes.x;
        if ("y" in changes) moved[y] = changes.y;
        return moved;
      });
      host.views.find((view) => view.part.id === table).control.take(all);
    } else {
      places[item.id] = { ...mapping(places[item.id]), ...changes };
      change({ ...places });
    }
  }

  function draw() {
    const shown = items();
    const focused = document.activeElement?.dataset?.mark;
    const buttons = shown.map((item, i) => mark(item, i, shown));
    marks.replaceChildren(...buttons.filter((node) => node.classList.contains("dgw-placed")));
    const open = buttons.filter((node) => !node.classList.contains("dgw-placed"));
    tray.replaceChildren(...(open.length ? [el("span", { class: "dgw-small" }, t("map_tray")), ...open] : []));
    rows.replaceChildren(...shown.map((item, i) => line(item, i)));
    if (focused) buttons.find((node) => node.dataset.mark === focused)?.focus();
  }

  function mark(item, number, shown) {
    const set = item.x !== null && item.y !== null;
    const node = el("button", {
      type: "button", class: set ? "dgw-mark dgw-placed" : "dgw-mark", "data-mark": item.id,
      "aria-label": `${number + 1}. ${describe(item)}`, onkeydown: (event) => arrow(event, item),
      onpointerdown: (event) => drag(event, item, node),
    }, number + 1);
    if (set) {
      // Items on the same spot stand beside each other.
      const same = shown.filter(({ x, y }) => x === item.x && y === item.y);
      const beside = same.indexOf(item) - (same.length - 1) / 2;
      node.style.insetInlineStart = `calc(${(item.x - 0.5) * 20}% + ${beside} * min(2.4rem, 10%))`;
      node.style.insetBlockEnd = `${(item.y - 0.5) * 20}%`;
      if (item.size) node.style.setProperty("--size", item.size);
    }
    return node;
  }

  function line(item, number) {
    const pick = (axis) => {
      const id = newId();
      return el("span", { class: "dgw-row" }, el("label", { for: id }, part[axis].label), select(NUMBERS, item[axis], "–", (to) => {
        place(item, { [axis]: to ? Number(to) : null });
        refresh(`${item.id}/${axis}`);
      }, { id, "data-mark": `${item.id}/${axis}` }));
    };
    const set = item.x !== null && item.y !== null;
    return el("fieldset", { class: "dgw-place" }, el("legend", {}, `${number + 1}. ${item.name}`),
      el("div", { class: "dgw-row" }, pick("x"), pick("y"),
        el("span", { class: "dgw-quadrant" }, set ? quadrantOf(part, item.x, item.y) : t("map_tray"))));
  }

  function refresh(focus) {
    draw();
    rows.querySelector(`[data-mark="${CSS.escape(focus)}"]`)?.focus();
  }

  function tell(item) {
    announce(describe(items().find(({ id }) => id === item.id)));
  }

  function arrow(event, item) {
    const step = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowDown: ["y", -1], ArrowUp: ["y", 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const fit = (number) => Math.min(TOP, Math.max(1, Math.round(number)));
    const at = { x: item.x ?? 3, y: item.y ?? 3 };
    if (item.x !== null && item.y !== null) at[step[0]] += step[0] === "x" && rtl() ? -step[1] : step[1];
    place(item, { x: fit(at.x), y: fit(at.y) });
    draw();
    tell(item);
  }

  function rtl() {
    return getComputedStyle(plot).direction === "rtl";
  }

  function drag(event, item, node) {
    const start = [event.clientX, event.clientY];
    const onMove = ({ clientX, clientY }) => {
      node.style.transform = `translate(${clientX - start[0]}px, ${clientY - start[1]}px)`;
    };
    const onEnd = ({ type, clientX, clientY }) => {
      document.removeEventListener("pointermove", onMove);
      node.style.transform = "";
      const box = marks.getBoundingClientRect();
      const moved = Math.hypot(clientX - start[0], clientY - start[1]) > 4;
      if (type !== "pointerup" || !moved) return;
      const fit = (share) => Math.min(TOP, Math.max(1, Math.ceil(share * TOP)));
      const across = (clientX - box.left) / box.width;
      place(item, { x: fit(rtl() ? 1 - across : across), y: fit((box.bottom - clientY) / box.height) });
      draw();
      tell(item);
    };
    document.addEventListener("pointermove", onMove);
    document.addEventListener("pointerup", onEnd, { once: true });
  }

  return {
    node: el("div", {}, el("div", { class: "dgw-map" }, el("span", { class: "dgw-axis" }, `${part.y.high} ↑`),
      plot, el("span", {}, `${part.y.low} · ${part.x.low}`),
      el("span", { class: "dgw-end" }, `${part.x.high} →`)), sizes, tray, rows),
    instruction: t("map_help"),
    focus: () => (rows.querySelector("select") || plot).focus(),
    follow(id) { if (part.source?.part === id) draw(); },
  };
}

function quadrants(part) {
  // Items on the cut count as high, so a whole number's line runs just below its place.
  const across = `${(part.cut - (Number.isInteger(part.cut) ? 1 : 0.5)) * 20}%`;
  const node = el("div", { class: "dgw-quadrants", "aria-hidden": "true" },
    part.quadrants.map((name) => el("span", {}, name)));
  node.style.gridTemplateColumns = `${across} 1fr`;
  node.style.gridTemplateRows = `1fr ${across}`;
  return node;
}
