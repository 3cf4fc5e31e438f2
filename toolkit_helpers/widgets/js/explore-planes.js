// Charts on a plane of two numbers: lines over time, and scatter.
import { EXPLORE_LINE, roleColour, roleStyle } from "./explore-sheet.js";
import {
  axisLimits, axisTicks, exploreScale, spreadLabels, thinTicks, tickText, wrapText,
} from "./explore-layout.js";

const known = (value) => typeof value === "number";

function planeNumbers(chart, name) {
  return chart.series.flatMap((one) => one.points.map((point) => point[name])).filter(known);
}

// Draw the grid and both axes; return both scales.
function plane(sheet, chart, right, above) {
  const yTicks = axisTicks(...axisLimits(chart.y, planeNumbers(chart, "y")), chart.y.log);
  const left = Math.max(...yTicks.map((value) => sheet.measure()(tickText(value)))) + 9;
  for (const line of wrapText(chart.y.label ?? "", sheet.width, sheet.measure())) {
    sheet.text(0, sheet.y + EXPLORE_LINE / 2, line, { quiet: true });
    sheet.y += EXPLORE_LINE;
  }
  const top = sheet.y + above + 10;
  const bottom = top + (sheet.narrow ? 230 : 290);
  const y = exploreScale(...axisLimits(chart.y, planeNumbers(chart, "y")), bottom, top, chart.y.log);
  const x = exploreScale(
    ...axisLimits(chart.x, planeNumbers(chart, "x")), left + 6, sheet.width - right, chart.x.log,
  );
  for (const value of yTicks) {
    sheet.stroke([[left, y(value)], [sheet.width - right + 5, y(value)]], "var(--dgx-grid)");
    sheet.text(left - 6, y(value), tickText(value), { anchor: "end", quiet: true });
  }
  const years = chart.kind === "line";
  const xTicks = years
    ? [...new Set(planeNumbers(chart, "x"))].sort((a, b) => a - b)
    : axisTicks(x.low, x.high, chart.x.log);
  const texts = xTicks.map((value) => (years ? String(value) : tickText(value)));
  const shown = thinTicks(xTicks.map(x), texts.map(sheet.measure()));
  xTicks.forEach((value, number) => {
    if (!years) sheet.stroke([[x(value), top], [x(value), bottom]], "var(--dgx-grid)");
    if (!shown.includes(number)) return;
    sheet.text(x(value), bottom + EXPLORE_LINE, texts[number], { anchor: "middle", quiet: true });
  });
  for (const mark of chart.marks ?? []) {
    sheet.stroke([[x(mark.x), top - 6], [x(mark.x), bottom]], "var(--dgx-line)", 1.3, [3, 3], 1);
    const [place] = spreadLabels([x(mark.x)], [sheet.measure()(mark.label)], left, x.end + 16);
    sheet.text(place, top - 6 - EXPLORE_LINE / 2, mark.label, { anchor: "middle", quiet: true });
  }
  sheet.y = bottom + EXPLORE_LINE * 1.7;
  for (const line of wrapText(chart.x.label ?? "", sheet.width, sheet.measure())) {
    const [place] = spreadLabels([(x.start + x.end) / 2], [sheet.measure()(line)], 0, sheet.width);
    sheet.text(place, sheet.y + EXPLORE_LINE / 2, line, { anchor: "middle", quiet: true });
    sheet.y += EXPLORE_LINE;
  }
  return { x, y };
}

// A gap in a line stays a gap.
function unbroken(one) {
  const parts = [[]];
  for (const point of one.points) {
    if (known(point.y)) parts.at(-1).push(point);
    else if (parts.at(-1).length) parts.push([]);
  }
  return parts.filter((part) => part.length);
}

function ownLast(series) {
  return [...series].sort((a, b) => (a.role === "own") - (b.role === "own"));
}

export function paintLine(sheet, chart) {
  const ends = chart.series
    .map((one) => ({ one, point: one.points.filter((point) => known(point.y)).at(-1) }))
    .filter(({ point }) => point)
    .map(({ one, point }) => {
      const bold = one.role === "own";
      const value = point.y.toFixed(chart.y.decimals ?? 2);
      const text = sheet.narrow ? value : `${one.name} ${value}`;
      const lines = wrapText(text, 0.28 * sheet.width, sheet.measure(bold));
      return { one, point, bold, lines, width: Math.max(...lines.map(sheet.measure(bold))) };
    });
  if (sheet.narrow) sheet.key(chart.series, { lines: true });
  const right = Math.max(...ends.map(({ width }) => width)) + 26;
  const { x, y } = plane(sheet, chart, right, chart.marks?.length ? EXPLORE_LINE : 0);
  for (const one of ownLast(chart.series)) {
    const style = roleStyle(one.role);
    for (const part of unbroken(one)) {
      const places = part.map((point) => [x(point.x), y(point.y)]);
      sheet.stroke(places, roleColour(one.role), style.width * 1.25, style.dash, 2);
      for (const [px, py] of places) sheet.marker(px, py, one.role);
    }
  }
  const places = spreadLabels(
    ends.map(({ point }) => y(point.y)),
    ends.map(({ lines }) => EXPLORE_LINE * lines.length),
    y.end - EXPLORE_LINE,
    y.start + EXPLORE_LINE / 2,
    2,
  );
  ends.forEach(({ one, point, bold, lines }, number) => {
    const from = [x(point.x) + 8, y(point.y)];
    sheet.stroke([from, [x.end + 19, places[number]]], roleColour(one.role), 1, [], 2);
    sheet.lines(x.end + 22, places[number], lines, { bold });
  });
}

export function paintScatter(sheet, chart) {
  sheet.key(chart.series);
  const named = chart.series.flatMap((one) => one.points.filter((p) => p.label).map((point) => ({ one, point })));
  const wrapped = named.map(({ point }) => wrapText(point.label, sheet.width - 50, sheet.measure(true)));
  const above = Math.max(0, ...wrapped.map((lines) => lines.length)) * EXPLORE_LINE;
  const { x, y } = plane(sheet, chart, 16, above);
  for (const one of ownLast(chart.series)) {
    const style = roleStyle(one.role);
    const places = one.points.filter((point) => known(point.y)).map((point) => [x(point.x), y(point.y)]);
    if (one.style === "line") sheet.stroke(places, roleColour(one.role), style.width * 1.25, style.dash, 2);
    else for (const [px, py] of places) sheet.marker(px, py, one.role, { layer: one.role === "own" ? 4 : 1 });
  }
  // A name stands above the cloud, a line leads to its mark.
  named.forEach(({ one, point }, number) => {
    const lines = wrapped[number];
    const width = Math.max(...lines.map(sheet.measure(true)));
    const [place] = spreadLabels([x(point.x)], [width], x.start, sheet.width - 1);
    sheet.lines(place, y.end - 8 - (EXPLORE_LINE * lines.length) / 2, lines, { anchor: "middle", bold: true });
    sheet.stroke([[x(point.x), y.end - 6], [x(point.x), y(point.y) - 7]], roleColour(one.role), 1.2, [], 3);
  });
}
