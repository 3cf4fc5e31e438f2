// Exercises and charts come alive one after the other, so that a slow phone shows the page at once.
// Until then the paper stands in their place: it is found, printed and linked to like the rest.

const waiting = new Map();
const near = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) wake(target);
}, { rootMargin: "100% 0px" });
// Where the browser does not hold the place itself when something above it grows, the page does.
const holdsPlace = CSS.supports("overflow-anchor", "auto");

/** Bring a place to life when it comes near, or – if idle is set – when there is nothing else to do. */
function later(place, show, idle) {
  waiting.set(place, { show, idle });
  near.observe(place);
}

function wake(place) {
  const { show } = waiting.get(place) ?? {};
  if (!show) return;
  waiting.delete(place);
  near.unobserve(place);
  inPlace(place, show);
}

// What a link led to.  Browsers lose it while what stands above it grows; a sign of the reader lets it go.
let goal = null;
for (const sign of ["keydown", "pointerdown", "touchstart", "wheel"]) {
  addEventListener(sign, () => { goal = null; }, { capture: true, passive: true });
}

function jump(place) {
  goal = place;
  place?.scrollIntoView();
}

/** Change a place of the page; what the reader looks at stays where it is. */
function inPlace(place, change) {
  const above = !holdsPlace && place.getBoundingClientRect().bottom < 0;
  const before = above && document.documentElement.scrollHeight;
  change();
  if (goal) goal.scrollIntoView();
  else if (above) scrollBy(0, document.documentElement.scrollHeight - before);
}

function whenIdle(work) {
  if (globalThis.requestIdleCallback) requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 60);
}

const inSight = (place) => !place.closest(".chapter[hidden]");

function wakeInTurn() {
  const [next] = [...waiting].find(([place, { idle }]) => idle && inSight(place)) ?? [];
  if (!next) {
    document.body.dataset.alive = "all";
    const reached = goal;
    setTimeout(() => { if (goal === reached) goal = null; }, 1000);
    whenIdle(unfoldInTurn);
    return;
  }
  wake(next);
  whenIdle(wakeInTurn);
}

function wakeAll() {
  for (const [place, { idle }] of [...waiting]) if (idle && inSight(place)) wake(place);
}

function showExercise(section, exercise) {
  const root = document.createElement("div");
  section.append(root);
  const known = Object.hasOwn(kept.answers, exercise.id);
  const view = mount(root, {
    exercise, answer: partsOf(exercise.id), facts: factsNow(), references: rowsNow(),
    strings: page.strings, countries: page.countries,
    seed: `${kept.participant.code}/${exercise.id}`,
    insight: exercise.insight ? [{ kind: "text", text: page.words.no_insight }] : [],
    status: known ? { state: "restored", text: page.words.back } : { state: "", text: "" },
    onAnswer(parts) {
      const gone = Object.keys(partsOf(exercise.id)).filter((name) => !Object.hasOwn(parts, name));
      const status = keep(exercise.id, { ...parts, ...Object.fromEntries(gone.map((name) => [name, null])) },
        exercise.version);
      view.update({ status });
      if (exercise.id === page.team.exercise) refreshFacts();
      if (Object.values(page.sources).some((source) => source.exercise === exercise.id)) refreshRows();
      planChanged();
    },
  });
  holders.set(exercise.id, { view });
  section.querySelector(".static").hidden = true;
}

function showExercises(part) {
  const sections = [...part.querySelectorAll("[data-exercise]")];
  sections.filter((section) => page.exercises[section.dataset.exercise]).forEach((section, number) => {
    const show = () => showExercise(section, page.exercises[section.dataset.exercise]);
    if (!number && inSight(section)) show();
    else later(section, show, true);
  });
}
