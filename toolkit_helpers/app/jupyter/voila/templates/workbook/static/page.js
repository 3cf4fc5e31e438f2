// Around a chapter: brings the exercises, tries again when the page could not be made, and keeps the answers of a page
// whose kernel or server is gone.

import { Kernel, show, states } from "./widgets.js";

const words = JSON.parse(document.getElementById("workbook-words").textContent);
const status = document.getElementById("state");
const trouble = document.getElementById("trouble");
const ASK_EVERY = 4000;
const SLOW_AFTER = 60000;
const TRIES = `workbook-tries:${location.pathname}`;
const MOST_TRIES = 5;

const stored = (act) => { try { return act(sessionStorage); } catch { return null; } };

/** Load the page again by itself, each time a little later; after some times leave it to the person. */
function tryAgain() {
  const tries = Number(stored((store) => store.getItem(TRIES))) || 0;
  if (tries >= MOST_TRIES) {
    stored((store) => store.removeItem(TRIES));
    tell(words.gave_up);
    return;
  }
  stored((store) => store.setItem(TRIES, String(tries + 1)));
  // Not all at the same moment, if many pages failed together.
  const seconds = 2 ** tries + Math.ceil(Math.random() * 3);
  status.textContent = words.retrying.replace("{seconds}", seconds);
  setTimeout(() => location.reload(), seconds * 1000);
}

/** Show a trouble, with a button that loads the page again; the page beneath stays as it is. */
function tell(sentence, button = true) {
  const place = trouble ?? status;
  if (place.dataset.said === sentence) return;
  place.dataset.said = sentence;
  const text = document.createElement("p");
  text.textContent = sentence;
  place.replaceChildren(text);
  if (!button) return;
  const load = document.createElement("button");
  load.type = "button";
  load.textContent = words.load;
  load.addEventListener("click", () => location.reload());
  place.append(load);
}

function untell() {
  delete trouble.dataset.said;
  trouble.replaceChildren();
}

/** Tell the widgets, which follow JupyterLab's theme, whether the page is light; paper always is. */
function light() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const say = (paper) => { document.body.dataset.jpThemeLight = String(paper || !dark.matches); };
  dark.addEventListener("change", () => say(false));
  window.addEventListener("beforeprint", () => say(true));
  window.addEventListener("afterprint", () => say(false));
  say(false);
}

function chapter({ base, kernel: id }) {
  const kernel = new Kernel(base, id);
  /** Answers that the kernel has not dealt with yet, by exercise. */
  const pending = new Map();
  let lost = false;
  let silent = 0;

  function onSave(model, state, done) {
    const exercise = model.get("exercise")?.id;
    if (!exercise || !state.answer) return;
    const entry = { answer: state.answer };
    pending.set(exercise, entry);
    done.then(() => pending.get(exercise) === entry && pending.delete(exercise));
    if (lost) hand();
  }

  async function bring() {
    const slow = setTimeout(() => tell(words.slow), SLOW_AFTER);
    const known = await states(kernel);
    for (const live of document.querySelectorAll(".live")) {
      const { model } = live.dataset;
      const place = document.createElement("div");
      try {
        await show(kernel, model, known[model].state, place, onSave);
        live.replaceChildren(place);
      } catch (error) {
        console.error(error);
        live.firstElementChild.textContent = words.failed;
        live.firstElementChild.className = "alert";
      }
    }
    clearTimeout(slow);
    if (trouble.dataset.said === words.slow) untell();
    status.textContent = words.ready;
    document.body.dataset.ready = "true";
    // Only now: the exercises send their last answer at the same event, and are to be first.
    window.addEventListener("pagehide", leave);
  }

  const body = () => JSON.stringify(Object.fromEntries([...pending].map(([name, { answer }]) => [name, answer])));

  /** Give pending answers to the server itself; true if nothing is left. */
  async function hand() {
    const sent = new Map(pending);
    if (!sent.size) return true;
    try {
      const answer = await fetch(`${base}answers`, { method: "POST", body: body(), keepalive: true });
      if (!answer.ok) return false;
    } catch {
      return false;
    }
    for (const [name, entry] of sent) if (pending.get(name) === entry) pending.delete(name);
    return !pending.size;
  }

  function beacon() {
    if (pending.size) navigator.sendBeacon(`${base}answers`, new Blob([body()], { type: "application/json" }));
  }

  function leave() {
    beacon();
    navigator.sendBeacon(`${base}voila/api/shutdown/${id}`);
    kernel.close();
  }

  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? beacon() : ask()));

  function progress(steps) {
    for (const place of document.querySelectorAll(".done")) {
      const step = steps[Number(place.dataset.step)];
      if (step && place.textContent !== step.words) place.textContent = step.words;
    }
    const here = steps[Number(document.getElementById("text").dataset.place)];
    if (here) document.getElementById("progress").value = here.answered;
  }

  /** Ask whether the kernel lives; tell in words what is wrong, and what happens to the answers. */
  async function ask() {
    if (document.visibilityState === "hidden") return;
    let told;
    try {
      const answer = await fetch(`${base}state/${id}`, { redirect: "manual", cache: "no-store" });
      told = answer.ok ? await answer.json() : { alive: false, steps: [] };
    } catch {
      silent += 1;
      // One question may get lost without anything being wrong.
      if (silent > 1) tell(words.offline, false);
      return;
    }
    silent = 0;
    progress(told.steps);
    if (told.alive) {
      if (trouble.dataset.said === words.offline) untell();
      return;
    }
    if (!lost) kernel.close();
    lost = true;
    if (await hand()) tell(words.lost);
    else tell(words.lost_unsaved, false);
  }

  // Leaving ended the kernel: what a browser shows again from its memory, as after "Back", only looks alive.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  setInterval(ask, ASK_EVERY);
  bring();
}

const told = document.getElementById("workbook-kernel");
if (told && document.getElementById("complete")) {
  stored((store) => store.removeItem(TRIES));
  light();
  chapter(JSON.parse(told.textContent));
} else {
  tryAgain();
}
