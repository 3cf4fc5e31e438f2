// Where marks and labels go: the rules of figures/layout.py, in pixels.

export function exploreScale(low, high, start, end, log = false) {
  const at = log ? Math.log10 : Number;
  const scale = (value) => start + ((at(value) - at(low)) / (at(high) - at(low))) * (end - start);
  return Object.assign(scale, { low, high, start, end });
}

export function axisLimits(axis, values) {
  const low = axis.minimum ?? Math.min(...values);
  const high = axis.maximum ?? Math.max(...values);
  return axis.log ? [logRound(low, false), logRound(high, true)] : [low, high];
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
