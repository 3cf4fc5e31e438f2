// An exploration in a page: country picker, picture, its words and its numbers as a table.
import { controlBox } from "./explore-controls.js";
import { Sheet } from "./explore-sheet.js";
import { paintBar, paintDots, paintHeatmap, paintStrip } from "./explore-rows.js";
import { paintGantt } from "./explore-gantt.js";
import { paintLine, paintScatter } from "./explore-planes.js";

const PAINTERS = {
  strip: paintStrip, bar: paintBar, dots: paintDots, heatmap: paintHeatmap, line: paintLine, scatter: paintScatter,
  gantt: paintGantt,
};

function make(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  // A focused control itself has to keep Jupyter's shortcuts off.
  if (/^(button|input|select|summary)$/.test(name)) node.dataset.lmSuppressShortcuts = "";
  return node;
}

function picker(id, { countries, strings }, choose) {
  const box = make("div", "dgx-picker");
  const label = make("label", "", strings.country);
  const select = make("select");
  select.id = `${id}-country`;
  label.htmlFor = select.id;
  select.append(new Option(strings.no_country, ""));
  for (const [code, name] of countries) select.append(new Option(name, code));
  select.addEventListener("change", () => choose(select.value));
  box.append(label, select);
  return { box, select };
}

function tableTwin(chart) {
  const table = make("table", "dgx-table");
  table.append(make("caption", "", chart.table.caption));
  const head = make("tr");
  for (const text of chart.table.header) {
    const cell = make("th", "", text);
    cell.scope = "col";
    head.append(cell);
  }
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const row of chart.table.rows) {
    const line = make("tr");
    row.forEach((text, number) => {
      const names = number === 0 && chart.table.row_headers !== false;
      const cell = make(names ? "th" : "td", "", text);
      if (names) cell.scope = "row";
      line.append(cell);
    });
    body.append(line);
  }
  return table;
}

function labelled(node, label, text) {
  node.replaceChildren();
  node.hidden = !text;
  if (text) node.append(make("strong", "", label), ` ${text}`);
}

export function mountExploration(el, options) {
  const { chart, country = "", countries = [], controls = [], reply, strings, onCountry, onValues } = options;
  // Each widget loads its own copy of this module, so a counter would repeat ids.
  const id = `dgx-${Math.random().toString(36).slice(2, 10)}`;
  const root = make("div", "dgx");
  const figure = make("figure", "dgx-figure");
  const caption = make("figcaption");
  const question = make("p", "dgx-question");
  const finding = make("p", "dgx-finding");
  finding.id = `${id}-finding`;
  finding.setAttribute("role", "status");
  const plot = make("div", "dgx-plot");
  const [missing, notice, used, source] = ["missing", "notice", "used", "source"].map((name) =>
    make("p", `dgx-${name}`),
  );
  const details = make("details", "dgx-numbers");
  const scroller = make("div", "dgx-scroll");
  scroller.tabIndex = 0;
  scroller.dataset.lmSuppressShortcuts = "";
  scroller.setAttribute("role", "group");
  details.append(make("summary", "", strings.table), scroller);
  caption.append(question, finding);
  figure.append(caption, plot, missing, notice, used, source, details);
  let select;
  if (countries.length) {
    const found = picker(id, { countries, strings }, (code) => {
      figure.setAttribute("aria-busy", "true");
      onCountry?.(code);
    });
    select = found.select;
    root.append(found.box);
  }
  const box = controls.length > 0 && controlBox(id, controls, strings, (typed) => {
    figure.setAttribute("aria-busy", "true");
    onValues?.(typed);
  });
  if (box) {
    box.show(reply);
    root.append(box.node);
  }
  root.append(figure);
  el.append(root);

  let shown;
  let drawn = 0;
  const draw = (width) => {
    drawn = width;
    const sheet = new Sheet(width, getComputedStyle(root).fontFamily);
    const [x, y] = [shown.x, shown.y].map((axis) => ({ categories: [], ...axis }));
    PAINTERS[shown.kind](sheet, { ...shown, x, y });
    const svg = sheet.finish();
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", shown.alt);
    svg.setAttribute("aria-describedby", finding.id);
    plot.replaceChildren(svg);
  };
  const show = (next) => {
    shown = next.kind ? next : undefined;
    figure.removeAttribute("aria-busy");
    if (!shown) {
      finding.textContent = strings.waiting;
      plot.replaceChildren();
      return;
    }
    question.textContent = shown.question;
    if (finding.textContent !== shown.finding) finding.textContent = shown.finding;
    labelled(missing, strings.missing, shown.missing);
    labelled(notice, strings.notice, shown.notice);
    labelled(used, strings.used, shown.used);
    source.textContent = shown.source;
    scroller.setAttribute("aria-label", shown.table.caption);
    scroller.replaceChildren(tableTwin(shown));
    draw(drawn || room());
  };
  const room = () => Math.max(240, Math.min(960, Math.floor(plot.clientWidth || 640)));
  const watcher = new ResizeObserver(() => {
    if (shown && plot.clientWidth && room() !== drawn) draw(room());
  });
  show(chart);
  if (select) select.value = country;
  watcher.observe(plot);
  return {
    update(changes) {
      if (changes.country !== undefined && select) select.value = changes.country;
      if (changes.chart) show(changes.chart);
      if (changes.reply && box) {
        figure.removeAttribute("aria-busy");
        box.show(changes.reply);
      }
    },
    destroy() {
      watcher.disconnect();
      if (box) box.stop();
      root.remove();
    },
  };
}

function render({ model, el }) {
  const view = mountExploration(el, {
    chart: model.get("chart"),
    country: model.get("country"),
    countries: model.get("countries"),
    controls: model.get("controls") ?? [],
    reply: model.get("reply"),
    strings: model.get("strings"),
    onValues: (typed) => {
      model.set("asked", { number: (model.get("asked")?.number ?? 0) + 1, typed });
      model.save_changes();
    },
    onCountry: (code) => {
      model.set("country", code);
      model.save_changes();
    },
  });
  const draw = () => view.update({ chart: model.get("chart") });
  const select = () => view.update({ country: model.get("country") });
  // An answer to an earlier question says nothing about what stands in the fields now.
  const answer = () => {
    const reply = model.get("reply");
    if (reply.number === model.get("asked")?.number) view.update({ reply });
  };
  const listeners = { "change:chart": draw, "change:country": select, "change:reply": answer };
  for (const [name, listener] of Object.entries(listeners)) model.on(name, listener);
  return () => {
    for (const [name, listener] of Object.entries(listeners)) model.off(name, listener);
    view.destroy();
  };
}

export default { render };
