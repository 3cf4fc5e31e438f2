// Charts with a row for each category: strip, bar, dots, heat map.
import { EXPLORE_LINE, roleColour, roleStyle } from "./explore-sheet.js";
import {
  axisLimits, axisTicks, exploreScale, labelStoreys, markLanes, monthAxis, spreadLabels, swarmOffsets, thinTicks, tickText, wrapText,
} from "./explore-layout.js";
import { HOUSE_STYLE } from "./explore-style.js";

const LANE = 13;
const EDGE = 16;

function rowItems(chart, category) {
  return chart.series.flatMap((one) =>
    one.points.filter((point) => point.y === category).map((point) => ({ one, point })),
  );
}

function rowNames(sheet, axis) {
  const widest = sheet.narrow ? sheet.width - 20 : 0.36 * sheet.width;
  const names = new Map();
  let used = 0;
  for (const name of axis.categories) {
    const own = name === axis.own;
    const lines = wrapText(name, widest - 20 * own, sheet.measure(own));
    names.set(name, lines);
    used = Math.max(used, ...lines.map((line) => sheet.measure(own)(line) + 20 * own));
  }
  return { names, left: sheet.narrow ? 12 : used + EDGE };
}

export function rowScale(sheet, chart, right) {
  const { names, left } = rowNames(sheet, chart.y);
  const numbers = chart.series.flatMap((one) => one.points.flatMap((p) => [p.x, p.start ?? p.x]));
  // A bar begins at zero.
  if (chart.kind === "bar") numbers.push(0);
  const months = chart.kind === "gantt" ? monthAxis(chart.x, numbers) : undefined;
  const limits = months?.limits ?? axisLimits(chart.x, numbers);
  const scale = exploreScale(...limits, left, sheet.width - right);
  return { names, scale, ticks: months?.ticks ?? axisTicks(...limits) };
}

function pointLabels(sheet, items, scale) {
  const room = sheet.width - (sheet.narrow ? 0 : scale.start);
  return items
    .filter(({ point }) => point.label)
    .map(({ one, point }) => {
      const bold = one.role === "own";
      const lines = wrapText(point.label, room - 4, sheet.measure(bold));
      const x = scale(((point.start ?? point.x) + point.x) / 2);
      return { bold, lines, x, width: Math.max(...lines.map(sheet.measure(bold))) };
    });
}

// Draw categories, grid, axis and upright marks; return the rows for what follows.
export function frame(sheet, chart, { names, scale, ticks }, right, markHeight, labelled = true) {
  markLabels(sheet, chart, scale);
  const rows = [];
  let top = sheet.y;
  for (const name of chart.y.categories) {
    const items = rowItems(chart, name);
    const labels = labelled ? pointLabels(sheet, items, scale) : [];
    const lines = names.get(name);
    const above = sheet.narrow ? EXPLORE_LINE * lines.length + 4 : 0;
    const storeys = labelStoreys(labels.map(({ x }) => x), labels.map((label) => label.width), labelRoom(sheet, scale), 8);
    const high = (ids) => EXPLORE_LINE * Math.max(...ids.map((id) => labels[id].lines.length));
    const band = storeys.reduce((sum, ids) => sum + high(ids), labels.length ? 2 : 0);
    const marks = Math.max(markHeight(name), sheet.narrow ? 0 : EXPLORE_LINE * lines.length - band) + 10;
    const row = { name, lines, items, labels, top, band, labelTop: top + above, height: above + band + marks };
    row.middle = top + above + band + marks / 2;
    row.marks = marks;
    row.storeys = storeys.map((ids) => ({ ids, height: high(ids) }));
    rows.push(row);
    top += row.height;
  }
  const widths = ticks.map((value) => sheet.measure()(tickText(value)));
  const places = ticks.map((value, id) => Math.min(Math.max(scale(value), widths[id] / 2), sheet.width - widths[id] / 2));
  const shown = thinTicks(places, widths);
  ticks.forEach((value, number) => {
    sheet.stroke([[scale(value), sheet.y], [scale(value), top]], "var(--dgx-grid)");
    if (!shown.includes(number)) return;
    sheet.text(places[number], top + EXPLORE_LINE * 0.8, tickText(value), { anchor: "middle", quiet: true });
  });
  for (const mark of chart.marks ?? []) {
    const x = scale(mark.x);
    const colour = mark.role ? roleColour(mark.role) : "var(--dgx-line)";
    const dash = mark.role ? roleStyle(mark.role).dash : [3, 3];
    sheet.stroke([[x, sheet.y - 2], [x, top]], colour, 1.6, dash, 1);
  }
  rows.forEach((row, number) => rowName(sheet, chart, row, number, right));
  sheet.y = top + EXPLORE_LINE * 1.5;
  for (const line of wrapText(chart.x.label ?? "", sheet.width - scale.start - 4, sheet.measure())) {
    const [place] = spreadLabels([(scale.start + scale.end) / 2], [sheet.measure()(line)], 0, sheet.width);
    sheet.text(place, sheet.y + EXPLORE_LINE / 2, line, { anchor: "middle", quiet: true });
    sheet.y += EXPLORE_LINE;
  }
  return rows;
}

function rowName(sheet, chart, row, number, right) {
  const own = row.name === chart.y.own;
  const middle = sheet.narrow
    ? row.top + 5 + (EXPLORE_LINE * row.lines.length) / 2
    : row.top + row.height / 2;
  if (own) sheet.marker(8, middle, "own");
  sheet.lines(20 * own, middle, row.lines, { bold: own, halo: sheet.narrow });
  if (number) sheet.stroke([[0, row.top], [sheet.width - right, row.top]], "var(--dgx-grid)", 0.7);
}

function markLabels(sheet, chart, scale) {
  const marks = chart.marks ?? [];
  if (!marks.length) return;
  const widths = marks.map((mark) => sheet.measure()(mark.label));
  const places = spreadLabels(marks.map((mark) => scale(mark.x)), widths, 0, sheet.width, 8);
  marks.forEach((mark, number) =>
    sheet.text(places[number], sheet.y + EXPLORE_LINE / 2, mark.label, { anchor: "middle" }),
  );
  sheet.y += EXPLORE_LINE + 4;
}

export function writeLabels(sheet, row, scale) {
  const low = sheet.width - 1 - labelRoom(sheet, scale);
  let bottom = row.labelTop + 2 + row.band;
  for (const { ids, height } of row.storeys) {
    const labels = ids.map((id) => row.labels[id]);
    const places = spreadLabels(labels.map(({ x }) => x), labels.map(({ width }) => width), low, sheet.width - 1, 8);
    labels.forEach(({ lines, bold }, number) => {
      const middle = bottom - (EXPLORE_LINE * lines.length) / 2;
      sheet.lines(places[number], middle, lines, { anchor: "middle", bold, halo: true });
    });
    bottom -= height;
  }
}

function labelRoom(sheet, scale) {
  return sheet.width - 1 - (sheet.narrow ? 0 : scale.start - 10);
}

export function paintStrip(sheet, chart) {
  sheet.key(chart.series);
  const base = rowScale(sheet, chart, EDGE);
  const dot = roleStyle("group").size * 1.25 + (sheet.narrow ? -0.5 : 0.5);
  const moved = new Map();
  for (const name of chart.y.categories) {
    const places = rowItems(chart, name)
      .filter(({ one }) => one.role === "group")
      .map(({ point }) => base.scale(point.x));
    const offsets = swarmOffsets(places, dot);
    moved.set(name, places.map((x, number) => [x, offsets[number]]));
  }
  const high = (name) => 2 * Math.max(0, ...moved.get(name).map(([, y]) => Math.abs(y))) + dot;
  for (const row of frame(sheet, chart, base, EDGE, (name) => Math.max(high(name), 22))) {
    for (const [x, y] of moved.get(row.name)) {
      sheet.marker(x, row.middle + y, "group", { layer: 2, size: dot - 0.5 });
    }
    for (const { one, point } of row.items) {
      if (one.style === "tick") sheet.tick(base.scale(point.x), row.middle, row.marks / 2 - 4, one.role);
      else if (one.role !== "group") sheet.marker(base.scale(point.x), row.middle, one.role);
    }
    writeLabels(sheet, row, base.scale);
  }
}

export function paintDots(sheet, chart) {
  sheet.key(chart.series);
  const apart = chart.series.some((one) => one.style === "hollow");
  const roles = [...new Set(chart.series.map((one) => one.role))];
  const most = apart ? roles.length : 2;
  const base = rowScale(sheet, chart, EDGE);
  for (const row of frame(sheet, chart, base, EDGE, () => LANE * most)) {
    const { items } = row;
    const places = items.map(({ point }) => base.scale(point.x));
    const lane = apart
      ? items.map(({ one }) => roles.indexOf(one.role))
      : markLanes(places, items.map(({ one }) => roleStyle(one.role).size * 1.25));
    const used = apart ? roles.length : Math.max(0, ...lane) + 1;
    const marks = items.map(({ one }, number) => ({
      one, x: places[number], y: row.middle + LANE * (lane[number] - (used - 1) / 2),
    }));
    const groups = apart ? roles.map((role) => marks.filter(({ one }) => one.role === role)) : [marks];
    for (const pair of apart || chart.joined ? groups : []) {
      if (pair.length !== 2) continue;
      const colour = apart ? roleColour(pair[0].one.role) : "var(--dgx-line)";
      sheet.stroke(pair.map(({ x, y }) => [x, y]), colour, 1.4, [], 1);
    }
    for (const { one, x, y } of marks) sheet.marker(x, y, one.role, { hollow: one.style === "hollow" });
    writeLabels(sheet, row, base.scale);
  }
}

export function paintBar(sheet, chart) {
  sheet.key(chart.series);
  const labels = chart.series.flatMap((one) => one.points.map((point) => point.label ?? ""));
  const right = 14 + Math.max(2, ...labels.map(sheet.measure(true)));
  const base = rowScale(sheet, chart, right);
  const arrows = (name) => rowItems(chart, name).filter(({ point }) => point.start !== undefined);
  const height = (name) => Math.max(26, 19 * arrows(name).length);
  for (const row of frame(sheet, chart, base, right, height, false)) {
    const between = arrows(row.name);
    between.forEach(({ one, point }, number) => {
      const [start, end] = [base.scale(point.start), base.scale(point.x)];
      const y = row.middle + 19 * (number - (between.length - 1) / 2);
      sheet.arrow(start, end, y, one.role);
      sheet.text(Math.max(start, end) + 9, y, point.label, { bold: one.role === "own", halo: true });
    });
    if (!between.length) barRow(sheet, row, base.scale);
  }
}

function barRow(sheet, row, scale) {
  const solid = row.items.filter(({ one }) => one.style !== "tick");
  const ticks = row.items.filter(({ one }) => one.style === "tick");
  const means = ticks.map(({ point }) => scale(point.x)).sort((a, b) => a - b);
  const height = 17 / Math.max(1, solid.length);
  solid.forEach(({ one, point }, number) => {
    const end = scale(point.x);
    const y = row.middle + height * (number - solid.length / 2);
    sheet.box(scale.start, y, Math.max(0, end - scale.start), height - 1, { fill: roleColour(one.role) });
    sheet.marker(end, y + height / 2, one.role);
    const bold = one.role === "own";
    const width = sheet.measure(bold)(point.label ?? "");
    let place = end + 10;
    for (const mean of means) if (place - 5 < mean && mean < place + width + 4) place = mean + 7;
    sheet.text(place, y + height / 2, point.label ?? "", { bold, halo: true });
  });
  for (const { one, point } of ticks) sheet.tick(scale(point.x), row.middle, 12, one.role);
}

export function paintHeatmap(sheet, chart) {
  const { names, left } = rowNames(sheet, chart.y);
  const start = sheet.narrow ? 0 : left;
  const columns = chart.x.categories;
  const width = (sheet.width - start) / columns.length;
  // Names wider than their columns stand in two storeys.
  const storeys = columns.some((name) => sheet.measure()(name) > width - 6) ? 2 : 1;
  columns.forEach((name, number) => {
    const middle = start + width * (number + 0.5);
    const half = sheet.measure()(name) / 2;
    const x = Math.min(Math.max(middle, half), sheet.width - half);
    sheet.text(x, sheet.y + EXPLORE_LINE * ((number % storeys) + 0.5), name, { anchor: "middle" });
  });
  sheet.y += EXPLORE_LINE * storeys + 4;
  const cells = new Map(
    chart.series.flatMap((one) => one.points).map((point) => [`${point.x}\n${point.y}`, point]),
  );
  for (const name of chart.y.categories) {
    const lines = names.get(name);
    if (sheet.narrow) {
      sheet.lines(0, sheet.y + (EXPLORE_LINE * lines.length) / 2 + 2, lines);
      sheet.y += EXPLORE_LINE * lines.length + 4;
    }
    const height = sheet.narrow ? 30 : Math.max(32, EXPLORE_LINE * lines.length + 6);
    if (!sheet.narrow) sheet.lines(0, sheet.y + height / 2, lines);
    columns.forEach((column, number) => heatCell(sheet, cells.get(`${column}\n${name}`), {
      x: start + width * number + 1, y: sheet.y + 1, width: width - 2, height: height - 2,
    }));
    sheet.y += height;
  }
}

function heatCell(sheet, point, { x, y, width, height }) {
  const filled = point && point.value !== undefined && point.value !== null;
  const step = filled ? Math.min(HOUSE_STYLE.heat - 1, Math.max(0, Math.round(point.value))) : 0;
  // An open cell has a broken edge, so that on a dark page it is not taken for a dark one.
  const [fill, ink] = filled
    ? [`var(--dgx-heat-${step})`, `var(--dgx-heat-ink-${step})`]
    : ["var(--dgx-page)", "var(--dgx-ink)"];
  const dash = filled ? "" : "4 3";
  sheet.box(x, y, width, height, { fill, stroke: "var(--dgx-line)", strokeDasharray: dash });
  if (point?.label) {
    sheet.text(x + width / 2, y + height / 2, point.label, { anchor: "middle", bold: true, fill: ink });
  }
}
