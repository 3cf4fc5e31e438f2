// Charts on a plane of two numbers: lines over time, and scatter.
import { EXPLORE_LINE, roleColour, roleStyle } from "./explore-sheet.js";
import {
  axisLimits, axisTicks, besideDots, exploreScale, known, spreadLabels, thinTicks, tickText, wrapText,
} from "./explore-layout.js";

function planeNumbers(chart, name) {
  return chart.series.flatMap((one) => one.points.map((point) => point[name])).filter(known);
}

function planeLimits(chart, name) {
  const level = name === "y";
  const marks = (chart.marks ?? []).filter((mark) => Boolean(mark.horizontal) === level).map((mark) => mark.x);
  const years = !level && chart.kind === "line";
  return axisLimits(chart[name], [...planeNumbers(chart, name), ...marks], years);
}

// Draw the grid and both axes; return both scales.
function plane(sheet, chart, right, names = 0) {
  const yTicks = axisTicks(...planeLimits(chart, "y"), chart.y.log);
  const left = Math.max(...yTicks.map((value) => sheet.measure()(tickText(value)))) + 9;
  for (const line of wrapText(chart.y.label ?? "", sheet.width, sheet.measure())) {
    sheet.text(0, sheet.y + EXPLORE_LINE / 2, line, { quiet: true });
    sheet.y += EXPLORE_LINE;
  }
  const upright = (chart.marks ?? []).some((mark) => !mark.horizontal);
  const top = sheet.y + names + EXPLORE_LINE * upright + 10;
  const bottom = top + (sheet.narrow ? 230 : 290);
  const y = exploreScale(...planeLimits(chart, "y"), bottom, top, chart.y.log);
  const x = exploreScale(...planeLimits(chart, "x"), left + 6, sheet.width - right, chart.x.log);
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
  uprightMarks(sheet, chart, x, top - names, bottom, left);
  const taken = levelMarks(sheet, chart, x, y, left);
  sheet.y = bottom + EXPLORE_LINE * 1.7;
  for (const line of wrapText(chart.x.label ?? "", sheet.width, sheet.measure())) {
    const [place] = spreadLabels([(x.start + x.end) / 2], [sheet.measure()(line)], 0, sheet.width);
    sheet.text(place, sheet.y + EXPLORE_LINE / 2, line, { anchor: "middle", quiet: true });
    sheet.y += EXPLORE_LINE;
  }
  return { x, y, taken };
}

function uprightMarks(sheet, chart, x, top, bottom, left) {
  const marks = (chart.marks ?? []).filter((mark) => !mark.horizontal);
  const widths = marks.map((mark) => sheet.measure()(mark.label));
  const places = spreadLabels(marks.map((mark) => x(mark.x)), widths, left, x.end + 16, 8);
  marks.forEach((mark, number) => {
    sheet.stroke([[x(mark.x), top - 6], [x(mark.x), bottom]], "var(--dgx-line)", 1.3, [3, 3], 1);
    sheet.text(places[number], top - 6 - EXPLORE_LINE / 2, mark.label, { anchor: "middle", quiet: true });
  });
}

// A target lies across the plane, its words on it at the left; returns the boxes that the words take.
function levelMarks(sheet, chart, x, y, left) {
  const marks = (chart.marks ?? []).filter((mark) => mark.horizontal);
  const words = marks.map((mark) => wrapText(mark.label, x.end - left - 8, sheet.measure()));
  const heights = words.map((lines) => EXPLORE_LINE * lines.length);
  // Words stand on their line, or below it where another line would cross them.
  const wanted = marks.map((mark, number) => {
    const room = heights[number] + 4;
    const crossed = marks.some((other) => y(other.x) < y(mark.x) && y(mark.x) - y(other.x) < room);
    return y(mark.x) + (heights[number] / 2 + 3) * (crossed ? 1 : -1);
  });
  const places = spreadLabels(wanted, heights, y.end, y.start, 2);
  marks.forEach((mark, number) => {
    const colour = mark.role ? roleColour(mark.role) : "var(--dgx-line)";
    sheet.stroke([[left, y(mark.x)], [x.end + 5, y(mark.x)]], colour, 1.6, [7, 4], 1);
    sheet.lines(left + 5, places[number], words[number], { halo: true });
  });
  return places.map((place, number) => {
    const half = heights[number] / 2;
    return [left, place - half, left + 9 + Math.max(...words[number].map(sheet.measure())), place + half];
  });
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
  const right = Math.max(0, ...ends.map(({ width }) => width)) + 26;
  const { x, y } = plane(sheet, chart, right);
  for (const one of ownLast(chart.series)) {
    const style = roleStyle(one.role);
    for (const part of unbroken(one)) {
      const places = part.map((point) => [x(point.x), y(point.y)]);
      sheet.stroke(places, roleColour(one.role), style.width * 1.25, style.dash, 2);
      for (const [px, py] of one.style === "line" ? places.slice(-1) : places) sheet.marker(px, py, one.role);
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
  const labelled = chart.series.flatMap((one) => one.points.filter((p) => p.label).map((point) => ({ one, point })));
  const named = labelled.filter(({ one }) => one.role === "own").slice(0, 1);
  const wrapped = named.map(({ point }) => wrapText(point.label, sheet.width - 50, sheet.measure(true)));
  const names = Math.max(0, ...wrapped.map((lines) => lines.length)) * EXPLORE_LINE;
  const { x, y, taken } = plane(sheet, chart, 16, names);
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
  const others = labelled.filter(({ point }) => point !== named[0]?.point);
  const leaders = named.map(({ point }) => [x(point.x) - 8, y.end - 8, x(point.x) + 8, y(point.y) + 8]);
  besideNames(sheet, chart, others, [...taken, ...leaders], x, y);
}

function besideNames(sheet, chart, others, taken, x, y) {
  // To cover the mark of somebody named weighs more than to cover a light dot.
  const dots = chart.series.flatMap((one) =>
    one.points.filter((p) => known(p.y)).flatMap((p) => Array(one.role === "group" ? 1 : 9).fill([x(p.x), y(p.y)])),
  );
  const places = besideDots(
    others.map(({ point }) => [x(point.x), y(point.y)]),
    others.map(({ point }) => [sheet.measure()(point.label), EXPLORE_LINE]),
    dots,
    taken,
    [x.start, y.end, sheet.width - 1, y.start],
  );
  others.forEach(({ point }, number) => {
    if (places[number]) sheet.text(...places[number], point.label, { halo: true });
  });
}
