// Where marks and labels go: the rules of figures/layout.py and figures/axes.py, in pixels.

export function exploreScale(low, high, start, end, log = false) {
  const at = log ? Math.log10 : Number;
  const scale = (value) => start + ((at(value) - at(low)) / (at(high) - at(low))) * (end - start);
  return Object.assign(scale, { low, high, start, end });
}

export function axisLimits(axis, values, exact = false) {
  const seen = values.length ? values : axis.log ? [1, 10] : [axis.minimum ?? 0, axis.maximum ?? 1];
  const low = axis.minimum ?? Math.min(...seen);
  const high = axis.maximum ?? Math.max(...seen);
  if (axis.log) return [logRound(low, false), logRound(high, true)];
  if (exact || (known(axis.minimum) && known(axis.maximum))) return low < high ? [low, high] : [low - 1, low + 1];
  return roundQuarters(low, high, known(axis.minimum), known(axis.maximum));
}

export const known = (value) => typeof value === "number";

// Ends at round numbers whose quarters are round too; a named end stays where it is.
function roundQuarters(low, high, lowNamed, highNamed) {
  const span = Math.abs(high - low) || Math.abs(high) || 1;
  const decade = Math.floor(Math.log10(span / 4));
  for (let power = decade; ; power += 1) {
    for (const base of [1, 2, 2.5, 5]) {
      const step = base * 10 ** power;
      const tidy = (value) => Number(value.toPrecision(12));
      let start = Math.floor(low / step + 1e-9) * step;
      if (lowNamed) start = low;
      if (highNamed) start = high - 4 * step;
      const slack = step * 1e-9;
      if (start - slack <= low && start + 4 * step + slack >= high) return [tidy(start), tidy(start + 4 * step)];
    }
  }
}

// Months: an axis from the first to a round last one, and its numbers, eight steps at the most.
export function monthAxis(axis, values) {
  const low = axis.minimum ?? Math.min(0, ...values);
  const last = axis.maximum ?? Math.max(low + 1, ...values);
  const step = [1, 2, 3, 6, 12, 24, 60].find((months) => last - low <= 8 * months) ?? 120;
  const high = axis.maximum ?? low + Math.ceil((last - low) / step) * step;
  const ticks = [];
  for (let value = low; value <= high; value += step) ticks.push(value);
  return { limits: [low, high], ticks };
}

function logRound(value, up) {
  const decade = 10 ** Math.floor(Math.log10(value));
  const steps = [1, 2, 5, 10].map((step) => decade * step);
  return up ? steps.find((step) => step >= value) : steps.reverse().find((step) => step <= value);
}

export function axisTicks(low, high, log = false) {
  if (!log) return [0, 1, 2, 3, 4].map((quarter) => low + ((high - low) * quarter) / 4);
  const powers = [];
  for (let power = Math.ceil(Math.log10(low)); power <= Math.floor(Math.log10(high)); power += 1) {
    powers.push(10 ** power);
  }
  return powers;
}

export function tickText(value) {
  const [whole, part] = (Math.round(value * 100) / 100).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part ? `${grouped}.${part}` : grouped;
}

// Leave out numbers along an axis whose texts would touch: every second, every third, and so on.
export function thinTicks(places, widths, gap = 6) {
  for (let step = 1; step < places.length; step += 1) {
    const kept = places.map((_, id) => id).filter((id) => id % step === 0);
    const clear = (id, number) =>
      number === 0 || places[id] - places[kept[number - 1]] >= (widths[id] + widths[kept[number - 1]]) / 2 + gap;
    if (kept.every(clear)) return kept;
  }
  return [0];
}

// Slanting strokes that fill a box: pairs of points.
export function hatchStrokes(x, y, width, height, step) {
  const strokes = [];
  for (let foot = x - height + step / 2; foot < x + width; foot += step) {
    const from = Math.max(0, x - foot);
    const to = Math.min(height, x + width - foot);
    if (to > from) strokes.push([[foot + from, y + height - from], [foot + to, y + height - to]]);
  }
  return strokes;
}

// Names beside their dots, each where it covers the fewest dots and no other name; none where there is no room.
export function besideDots(anchors, sizes, dots, taken, area, gap = 7) {
  const filled = [...taken];
  return anchors.map(([x, y], number) => {
    const [width, height] = sizes[number];
    const places = [
      [x + gap, y - height / 2], [x - gap - width, y - height / 2],
      [x - width / 2, y - gap - height], [x - width / 2, y + gap],
      [x + gap, y - gap - height], [x + gap, y + gap], [x - gap - width, y - gap - height], [x - gap - width, y + gap],
    ].map(([left, top]) => [left, top, left + width, top + height]);
    const free = places.filter(
      (box) => box[0] >= area[0] && box[1] >= area[1] && box[2] <= area[2] && box[3] <= area[3]
        && !filled.some((other) => boxesMeet(box, other)),
    );
    const covered = free.map((box) => dots.filter((dot) => boxesMeet(box, [...dot, ...dot])).length);
    const best = free[covered.indexOf(Math.min(...covered))];
    if (!best) return null;
    filled.push(best);
    return [best[0], (best[1] + best[3]) / 2];
  });
}

function boxesMeet(one, two) {
  return one[0] < two[2] && two[0] < one[2] && one[1] < two[3] && two[1] < one[3];
}

export function wrapText(text, width, measure) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

// Push labels apart along one direction until none overlap, inside low to high.
export function spreadLabels(centres, sizes, low, high, gap = 3) {
  const length = (group) => group.ids.reduce((sum, id) => sum + sizes[id], gap * (group.ids.length - 1));
  const meet = (one, two) => one.middle + length(one) / 2 + gap > two.middle - length(two) / 2;
  const join = (one, two) => {
    const ids = [...one.ids, ...two.ids];
    return { ids, middle: ids.reduce((sum, id) => sum + centres[id], 0) / ids.length };
  };
  const groups = [];
  const order = centres.map((_, id) => id).sort((a, b) => centres[a] - centres[b] || a - b);
  for (const id of order) {
    groups.push({ ids: [id], middle: centres[id] });
    while (groups.length > 1 && meet(groups.at(-2), groups.at(-1))) {
      const second = groups.pop();
      groups.push(join(groups.pop(), second));
    }
    const last = groups.at(-1);
    last.middle = Math.min(Math.max(last.middle, low + length(last) / 2), high - length(last) / 2);
  }
  for (let at = groups.length - 1; at > 0; at -= 1) {
    if (!meet(groups[at - 1], groups[at])) continue;
    const both = join(groups[at - 1], groups[at]);
    both.middle = Math.min(both.middle, high - length(both) / 2);
    groups.splice(at - 1, 2, both);
  }
  const placed = [];
  for (const group of groups) {
    let place = group.middle - length(group) / 2;
    for (const id of group.ids) {
      placed[id] = place + sizes[id] / 2;
      place += sizes[id] + gap;
    }
  }
  return placed;
}

// Labels side by side in as few storeys as have room for them; neighbours stand in different ones.
export function labelStoreys(centres, sizes, room, gap) {
  const order = centres.map((_, id) => id).sort((a, b) => centres[a] - centres[b] || a - b);
  for (let count = 1; count < order.length; count += 1) {
    const storeys = Array.from({ length: count }, (_, storey) => order.filter((_, place) => place % count === storey));
    const wide = (ids) => ids.reduce((sum, id) => sum + sizes[id] + gap, -gap);
    if (storeys.every((ids) => wide(ids) <= room)) return storeys;
  }
  return order.map((id) => [id]);
}

// How far each dot of a row moves up or down so that no two overlap.
export function swarmOffsets(places, size) {
  const offsets = [];
  const done = [];
  const order = places.map((_, id) => id).sort((a, b) => places[a] - places[b]);
  for (const id of order) {
    const near = done.filter((other) => Math.abs(places[other] - places[id]) < size);
    let step = 0;
    let offset = 0;
    const hits = (other) =>
      (places[other] - places[id]) ** 2 + (offsets[other] - offset) ** 2 < size ** 2 * 0.99;
    while (near.some(hits)) {
      step += 1;
      offset = size * Math.floor((step + 1) / 2) * (step % 2 ? -1 : 1);
    }
    offsets[id] = offset;
    done.push(id);
  }
  return offsets;
}

// A lane for each mark of a row, so that marks closer than their size stand one above another.
export function markLanes(places, sizes) {
  const found = [];
  places.forEach((place, id) => {
    const close = (other) => Math.abs(place - places[other]) < (sizes[id] + sizes[other]) / 2;
    const taken = found.filter((_, other) => close(other));
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    found.push(lane);
  });
  return found;
}
