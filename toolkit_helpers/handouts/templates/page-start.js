// The page begins to work.

/** Print what is folded away, what has not come to life yet, and the Plan as it stands. */
function openForPrint() {
  let closed = [];
  addEventListener("beforeprint", () => {
    wakeAll();
    showPlanNow();
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => closed.forEach((one) => { one.open = false; }));
}

/** Let Escape put away the explanation of a term until pointer and focus have left it. */
function letTermsGo() {
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:hover, .term:focus-within")) term.classList.add("away");
  });
  for (const left of ["pointerout", "focusout"]) {
    addEventListener(left, ({ target, relatedTarget }) => {
      const term = target.closest?.(".term");
      if (term && !term.contains(relatedTarget)) term.classList.remove("away");
    });
  }
}

/** Let a part of the page come to life. */
function showAll(part) {
  showExercises(part);
  showCharts(part);
  showPlanIn(part);
  for (const live of part.querySelectorAll("[data-live=panel]")) live.hidden = true;
}

fillCountries();
showAll(document);
turnChapters();
showPlan();
letTermsGo();
openForPrint();
showCountry();
document.getElementById("tools-save").addEventListener("click", saveFile);
document.getElementById("tools-restore").addEventListener("click", () => fileInput.click());
fileInput.addEventListener("change", restoreFile);
addEventListener("storage", (event) => {
  if (event.key !== place) return;
  mergeKept();
  refresh();
});
tools.hidden = false;
tellWhereKept();
whenIdle(wakeInTurn);
