// A sheet of known width on which things are placed in pixels, from the top down.
import { HOUSE_STYLE } from "./explore-style.js";
import { hatchStrokes, wrapText } from "./explore-layout.js";

export const EXPLORE_LINE = 17;
const EXPLORE_SIZE = 13;
const SVG = "http://www.w3.org/2000/svg";
const SHRINK = { circle: 0.5, dot: 0.5, square: 0.45, diamond: 0.56, up: 0.56, down: 0.56, cross: 0.5, plus: 0.55 };
let ruler;

export function textWidth(text, bold, family) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${bold ? 700 : 400} ${EXPLORE_SIZE}px ${family}`;
  return ruler.measureText(text).width;
}

export function roleColour(role) {
  return `var(--dgx-${role})`;
}

export function roleStyle(role) {
  return HOUSE_STYLE.roles[role];
}

function shapePath(shape, x, y, size) {
  const r = size * SHRINK[shape];
  const to = (...points) => `M${points.map(([px, py]) => `${fixed(x + px * r)} ${fixed(y + py * r)}`).join("L")}Z`;
  if (shape === "diamond") return to([0, -1], [1, 0], [0, 1], [-1, 0]);
  if (shape === "square") return to([-1, -1], [1, -1], [1, 1], [-1, 1]);
  if (shape === "up") return to([0, -1], [1, 0.8], [-1, 0.8]);
  if (shape === "down") return to([0, 1], [1, -0.8], [-1, -0.8]);
  if (shape === "cross") {
    const [a, b] = [0.38, 1];
    return to(
      [-b, -b + a], [-b + a, -b], [0, -a], [b - a, -b], [b, -b + a], [a, 0],
      [b, b - a], [b - a, b], [0, a], [-b + a, b], [-b, b - a], [-a, 0],
    );
  }
  if (shape === "plus") {
    const a = 0.34;
    return to([-a, -1], [a, -1], [a, -a], [1, -a], [1, a], [a, a], [a, 1], [-a, 1], [-a, a], [-1, a], [-1, -a], [-a, -a]);
  }
  return `M${fixed(x - r)} ${fixed(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

function fixed(value) {
  return Math.round(value * 10) / 10;
}

export class Sheet {
  constructor(width, family) {
    this.width = width;
    this.narrow = width < 520;
    this.y = 4;
    this.family = family;
    this.svg = document.createElementNS(SVG, "svg");
    this.layers = [0, 1, 2, 3, 4, 5].map(() => this.svg.appendChild(document.createElementNS(SVG, "g")));
  }

  measure(bold = false) {
    return (text) => textWidth(text, bold, this.family);
  }

  add(layer, name, attributes, style = {}) {
    const node = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    Object.assign(node.style, style);
    this.layers[layer].append(node);
    return node;
  }

  text(x, y, text, { anchor = "start", bold = false, quiet = false, halo = false, fill = "" } = {}) {
    const names = ["dgx-text", bold && "dgx-bold", quiet && "dgx-quiet", halo && "dgx-halo"];
    const node = this.add(
      5,
      "text",
      { x: fixed(x), y: fixed(y), dy: "0.35em", "text-anchor": anchor, class: names.filter(Boolean).join(" ") },
      fill ? { fill } : {},
    );
    node.textContent = text;
  }

  lines(x, y, lines, options = {}) {
    const top = y - (EXPLORE_LINE * (lines.length - 1)) / 2;
    lines.forEach((line, number) => this.text(x, top + EXPLORE_LINE * number, line, options));
  }

  stroke(points, colour, width = 1, dash = [], layer = 0) {
    const d = `M${points.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join("L")}`;
    const shape = { d, fill: "none", "stroke-width": width };
    if (dash.length) shape["stroke-dasharray"] = dash.join(" ");
    this.add(layer, "path", shape, { stroke: colour });
  }

  marker(x, y, role, { hollow = false, layer = 4, size = 0 } = {}) {
    const { shape, size: usual } = roleStyle(role);
    const d = shapePath(shape, x, y, (size || usual * 1.25) + (hollow ? 1.5 : 0));
    this.add(
      hollow ? layer - 1 : layer,
      "path",
      { d, "stroke-width": hollow ? 2 : 0.8 },
      hollow
        ? { fill: "var(--dgx-page)", stroke: roleColour(role) }
        : { fill: roleColour(role), stroke: "var(--dgx-page)" },
    );
  }

  // A mean: a stroke across the row, its upper end with the role's shape, small.
  tick(x, y, half, role) {
    this.stroke([[x, y - half], [x, y + half]], "var(--dgx-page)", 4.5, [], 3);
    this.stroke([[x, y - half], [x, y + half]], roleColour(role), 2.5, [], 3);
    this.marker(x, y - half, role, { size: 8 });
  }

  box(x, y, width, height, style, className = "") {
    this.add(1, "rect", { x: fixed(x), y: fixed(y), width: fixed(width), height: fixed(height), class: className }, style);
  }

  // A stretch of time: filled where it is critical, else an outline with slanting strokes.
  stretch(x, y, width, height, role) {
    const colour = roleColour(role);
    const filled = role === "own";
    this.box(x, y, width, height, { fill: filled ? colour : "var(--dgx-page)", stroke: colour, strokeWidth: 1.6 });
    if (filled) return;
    const lines = hatchStrokes(x, y, width, height, 6).map((ends) => ends.map((place) => place.map(fixed).join(" ")));
    this.add(2, "path", { d: lines.map((ends) => `M${ends.join("L")}`).join(""), "stroke-width": 1.2 }, { stroke: colour });
  }

  arrow(start, end, y, role) {
    const way = end >= start ? 1 : -1;
    const head = Math.min(8, Math.max(4, Math.abs(end - start)));
    this.stroke([[start, y], [end - way * head * 0.7, y]], roleColour(role), 2.2, [], 3);
    const d = `M${fixed(end)} ${fixed(y)}L${fixed(end - way * head)} ${fixed(y - 4.5)}V${fixed(y + 4.5)}Z`;
    this.add(4, "path", { d }, { fill: roleColour(role) });
    this.marker(start, y, role, { size: 6, layer: 3 });
  }

  // Which shape stands for whom, in as many lines as it takes.
  key(series, { lines = false, stretches = false } = {}) {
    let x = 0;
    for (const one of series) {
      const bold = one.role === "own";
      const names = wrapText(one.name, this.width - 26, this.measure(bold));
      const width = Math.max(...names.map(this.measure(bold))) + 26;
      if (x && x + width > this.width) {
        x = 0;
        this.y += EXPLORE_LINE + 4;
      }
      const middle = this.y + EXPLORE_LINE / 2;
      const style = roleStyle(one.role);
      if (one.style === "tick") this.tick(x + 9, middle + 1, 6, one.role);
      else if (stretches) this.stretch(x + 1, middle - 5, 17, 10, one.role);
      else {
        if (lines || one.style === "line") {
          this.stroke([[x, middle], [x + 18, middle]], roleColour(one.role), style.width * 1.25, style.dash, 3);
        }
        if (one.style !== "line") this.marker(x + 9, middle, one.role, { hollow: one.style === "hollow" });
      }
      names.forEach((name, number) => this.text(x + 24, middle + EXPLORE_LINE * number, name, { bold }));
      this.y += EXPLORE_LINE * (names.length - 1);
      x += width + 16;
      if (names.length > 1) x = this.width;
    }
    this.y += EXPLORE_LINE + 8;
  }

  finish() {
    const height = Math.ceil(this.y + 4);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    this.svg.setAttribute("width", this.width);
    this.svg.setAttribute("height", height);
    return this.svg;
  }
}
