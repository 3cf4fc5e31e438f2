// Charts for the reader's own country, drawn from what was computed for every country beforehand.

const drawn = new Map();

/** What was packed as Base64 of deflate. */
async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** One tree of those that were folded together; the world's where the code is not among them. */
function unfold({ codes, places }, code) {
  const number = Math.max(codes.indexOf(code), 0);
  const tree = {};
  for (const [path, values, which] of places) {
    const value = typeof which === "number" ? which : which[number];
    if (value < 0) continue;
    let branch = tree;
    path.slice(0, -1).forEach((name, i) => {
      branch[name] ??= typeof path[i + 1] === "number" ? [] : {};
      branch = branch[name];
    });
    branch[path.at(-1)] = structuredClone(values[value]);
  }
  return tree;
}

async function chartFor(id, code) {
  const packed = document.querySelector(`[data-packed="${id}"]`).textContent;
  return unfold(await unpack(packed), code);
}

async function showChart(figure) {
  const id = figure.dataset.chart;
  const code = countryNow() || page.built_for;
  let chart;
  try {
    chart = await chartFor(id, code);
  } catch { return; /* The picture in the page stays. */ }
  const root = document.createElement("div");
  root.dataset.live = id;
  inPlace(figure, () => {
    figure.after(root);
    const view = mountExploration(root, {
      chart, country: code, countries: page.countries, strings: page.chart_words, onCountry: chooseCountry,
    });
    view.code = code;
    drawn.set(id, view);
    figure.hidden = true;
  });
  followCountry();
}

/** Draw every chart that is alive for the team's country; the last choice wins. */
let shownCountry = "";
function followCountry() {
  const code = countryNow() || page.built_for;
  if (code && !shownCountry) chartsInTurn();
  shownCountry = code;
  for (const [id, view] of drawn) {
    if (view.code === code) continue;
    view.code = code;
    chartFor(id, code).then((chart) => {
      if (view.code !== code) return;
      inPlace(document.querySelector(`[data-live="${id}"]`), () => view.update({ chart, country: code }));
    });
  }
}

/** Let charts out of sight wait for an idle moment, too, as soon as they tell of the team's country. */
function chartsInTurn() {
  for (const [place, entry] of waiting) if (place.dataset.chart) entry.idle = true;
  whenIdle(wakeInTurn);
}

function showCharts(part) {
  if (!globalThis.DecompressionStream) return;
  for (const figure of part.querySelectorAll("figure[data-chart]")) {
    if (page.remarks[figure.dataset.chart]) {
      const remark = document.createElement("p");
      remark.className = "source";
      remark.textContent = page.remarks[figure.dataset.chart];
      figure.after(remark);
    }
    if (document.querySelector(`[data-packed="${figure.dataset.chart}"]`)) {
      later(figure, () => showChart(figure), Boolean(shownCountry));
    }
  }
}
