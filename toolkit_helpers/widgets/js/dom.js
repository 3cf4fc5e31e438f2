// Building blocks of the page: elements, texts with two marks, labels.  Data only ever become text nodes.

/** An id that no other widget of the notebook has; each of them loads its own copy of this module. */
export const newId = () => `dgw-${Math.random().toString(36).slice(2)}`;

const FOCUSABLE = /^(button|input|select|textarea|summary)$/;

/**
 * An element with its classes, "p.small" for <p class="dgw-small">; then its properties, if it has any
 * – names that start with "on" are listeners, others attributes – and its children, text or nodes.
 */
export function el(name, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  const props = children[0]?.constructor === Object ? children.shift() : {};
  for (const one of classes) node.classList.add(`dgw-${one}`);
  if (tag === "button") node.type = "button";
  // Jupyter's shortcuts act on letters and arrows unless the focused element itself says that they may not.
  if (FOCUSABLE.test(tag) || "tabindex" in props) node.dataset.lmSuppressShortcuts = "";
  for (const [prop, value] of Object.entries(props)) {
    if (prop.startsWith("on")) node.addEventListener(prop.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(prop, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child || child === 0));
  return node;
}

/** Text nodes and elements for **strong** and *emphasis*. */
export const rich = (text) => text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece, i) =>
  (i % 2 ? el(piece.startsWith("**") ? "strong" : "em", piece.replaceAll("*", "")) : piece));

export const paragraphs = (text) => text.split(/\n\s*\n/).filter((piece) => piece.trim());

export const prose = (text) => paragraphs(text).map((piece) => el("p", rich(piece)));

/** A label and the control that it names. */
export function labelled(text, control) {
  control.id = newId();
  return [el("label", { for: control.id }, text), control];
}

/** A native list of [value, label] pairs under an empty one; onPick receives a value, or null for none. */
export function select(options, value, empty, onPick, props) {
  const all = [[null, empty], ...options];
  return el("select", { ...props, onchange: (event) => onPick(all[event.target.selectedIndex][0]) },
    all.map(([id, label]) => el("option", { value: id ?? "", selected: id === value }, label)));
}

/** Radio buttons for whole numbers, as one labelled group; meaning(step) is a word and a longer text. */
export function steps({ legend, low, high, value, meaning, onPick }) {
  const name = newId();
  const shown = meaning && el("span.meaning", value && meaning(value)[1]);
  const radio = (step) => el("label.step", el("input", {
    type: "radio", name, value: step, checked: step === value, "aria-label": meaning && `${step} ${meaning(step)[0]}`,
    onchange() {
      shown?.replaceChildren(meaning(step)[1]);
      onPick(step);
    },
  }), el("span", step));
  return el("fieldset.steps", el("legend", legend), el("div.row", range(low, high).map(radio)), shown);
}

export const range = (low, high) => Array.from({ length: high - low + 1 }, (_, i) => low + i);

/** The buttons that move an item up and down. */
export const moveTools = (move) =>
  [-1, 1].map((by) => el("button.tool", { onclick: () => move(by) }, by < 0 ? "↑" : "↓"));

/** Name these buttons after their item, and mark what it cannot do: the first not up, the last not down. */
export function nameTools([up, down], item, place, all, t) {
  up.ariaLabel = t("up", { item });
  down.ariaLabel = t("down", { item });
  up.ariaDisabled = place === 0;
  down.ariaDisabled = place === all - 1;
}

export const rightToLeft = (node) => getComputedStyle(node).direction === "rtl";

/** How far an arrow key goes to the right and down; undefined for another key. */
export function arrowStep({ key, target }) {
  const on = rightToLeft(target) ? -1 : 1;
  return { ArrowLeft: [-on, 0], ArrowRight: [on, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
}

/** A text for the eye only. */
export const unspoken = (text) => el("span", { "aria-hidden": "true" }, text);

/** Call onMove while a pressed pointer moves, and onEnd when it is released or taken away. */
export function followPointer(onMove, onEnd) {
  const following = new AbortController();
  const on = (type, listener) => document.addEventListener(type, listener, { signal: following.signal });
  const end = (event) => {
    following.abort();
    onEnd(event);
  };
  on("pointermove", onMove);
  on("pointerup", end);
  on("pointercancel", end);
}

/** A number from a text, the same each time: FNV-1a. */
const hash = (text) =>
  [...text].reduce((sum, letter) => Math.imul(sum ^ letter.codePointAt(0), 16777619), 2166136261);

/** A copy in an order that depends on the seed only. */
export const shuffled = (items, seed) =>
  items.toSorted((one, other) => hash(one.id + seed) - hash(other.id + seed));
