// Building blocks of the page: elements, texts with two marks, labels.  Data only ever become text nodes.

const CONTROL = /^(button|input|select|textarea|summary)$/;

/** An id that no other widget of the notebook has; each of them loads its own copy of this module. */
export function newId() {
  return `dgw-${Math.random().toString(36).slice(2)}`;
}

/**
 * An element with its classes, "p.small" for <p class="dgw-small">; then its properties, if it has any
 * – names that start with "on" are listeners, others attributes – and its children, text or nodes.
 */
export function el(name, ...children) {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag);
  const props = children[0]?.constructor === Object ? children.shift() : {};
  for (const one of classes) node.classList.add(`dgw-${one}`);
  // Jupyter's shortcuts would otherwise act on letters and arrows pressed in a control.
  if (CONTROL.test(tag)) node.dataset.lmSuppressShortcuts = "true";
  if (tag === "button") node.type = "button";
  for (const [prop, value] of Object.entries(props)) {
    if (prop.startsWith("on")) node.addEventListener(prop.slice(2), value);
    else if (value !== undefined && value !== false) node.setAttribute(prop, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter((child) => child || child === 0));
  return node;
}

/** Text nodes and elements for **strong** and *emphasis*. */
export function rich(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece) => {
    const marks = /^(\*\*?)([^*]+)\1$/.exec(piece);
    return marks ? el(marks[1] === "*" ? "em" : "strong", marks[2]) : piece;
  });
}

export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter((piece) => piece.trim());
}

export function prose(text) {
  return paragraphs(text).map((piece) => el("p", rich(piece)));
}

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

/** Radio buttons for whole numbers, as one labelled group; meaning(step) is a label and a longer text. */
export function steps({ legend, low, high, value, meaning, onPick }) {
  const name = newId();
  const shown = meaning && el("span.meaning", value && meaning(value)[1]);
  const radio = (step) => el("label.step", el("input", {
    type: "radio", name, value: step, checked: step === value, "aria-label": meaning?.(step)[0],
    onchange() {
      shown?.replaceChildren(meaning(step)[1]);
      onPick(step);
    },
  }), el("span", step));
  return el("fieldset.steps", el("legend", legend), el("div.row", range(low, high).map(radio)), shown);
}

export function range(low, high) {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

/** Mark what an item cannot do where it stands: the first not up, the last not down. */
export function limitMoves([up, down], place, all) {
  up.ariaDisabled = place === 0;
  down.ariaDisabled = place === all - 1;
}

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
function hash(text) {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619);
  return sum >>> 0;
}

/** A copy in an order that depends on the seed only. */
export function shuffled(items, seed) {
  return items.toSorted((one, other) => hash(one.id + seed) - hash(other.id + seed));
}
