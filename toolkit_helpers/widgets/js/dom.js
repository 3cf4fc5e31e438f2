// Building blocks of the page: elements, texts with two marks, labels.  Data only ever become text nodes.

// Jupyter's shortcuts would otherwise act on letters and arrows pressed in a control.
const QUIET = new Set(["button", "input", "select", "textarea", "summary"]);
// Each widget of a notebook loads its own copy of this module, so a counter alone would repeat ids.
const COPY = Math.random().toString(36).slice(2, 8);
let serial = 0;

export function newId() {
  serial += 1;
  return `dgw-${COPY}-${serial}`;
}

/** An element: names that start with "on" are listeners, other names attributes, children text or nodes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  if (QUIET.has(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(3).filter((child) => child || child === 0));
  return node;
}

export function button(label, onclick, props = {}) {
  return el("button", { type: "button", class: "dgw-button", onclick, ...props }, label);
}

/** Text nodes and elements for **strong** and *emphasis*. */
export function rich(text) {
  return text.split(/(\*\*[^*]+\*\*|\*[^*\s][^*]*\*)/).map((piece) => {
    const marks = /^(\*\*?)([^*]+)\1$/.exec(piece);
    return marks ? el(marks[1].length > 1 ? "strong" : "em", {}, marks[2]) : piece;
  });
}

export function paragraphs(text) {
  return (text || "").split(/\n\s*\n/).filter((piece) => piece.trim());
}

export function prose(text, name = "dgw-text") {
  return paragraphs(text).map((piece) => el("p", { class: name }, rich(piece)));
}

/** A native select; options are [value, label] pairs, and an empty one stands first. */
export function select(options, value, empty, onPick, props = {}) {
  const all = [["", empty], ...options];
  return el("select", { ...props, onchange: (event) => onPick(event.target.value) },
    all.map(([id, label]) => el("option", { value: id, selected: String(id) === String(value ?? "") }, label)));
}

/** Radio buttons for whole numbers, as one labelled group; meanings are words by number. */
export function steps({ legend, low, high, value, meaning, onPick }) {
  const name = newId();
  const shown = meaning && el("span", { class: "dgw-meaning" });
  const show = (step) => { if (meaning) shown.textContent = step ? meaning(step)[1] : ""; };
  const radios = [];
  for (let step = low; step <= high; step += 1) {
    const input = el("input", {
      type: "radio", name, value: step, checked: step === value,
      "aria-label": meaning && meaning(step)[0], onchange: () => { show(step); onPick(step); },
    });
    radios.push(el("label", { class: "dgw-step" }, input, el("span", {}, step)));
  }
  show(value);
  return el("fieldset", { class: "dgw-steps" }, el("legend", {}, legend),
    el("div", { class: "dgw-row" }, radios), shown);
}

/** A number from a text, the same each time: FNV-1a. */
function hash(text) {
  let sum = 2166136261;
  for (const letter of text) sum = Math.imul(sum ^ letter.codePointAt(0), 16777619);
  return sum >>> 0;
}

/** A copy in an order that depends on the seed only. */
export function shuffled(items, seed) {
  const key = (item) => hash(`${seed}/${item.id}/${hash(item.id + seed)}`);
  return [...items].sort((a, b) => key(a) - key(b));
}
