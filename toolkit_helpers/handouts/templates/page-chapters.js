// A page of many chapters shows one at a time, as a phone cannot lay out eleven at once.  The others stay in
// the page: searching in it and links to their places open them.

const chapters = [...document.querySelectorAll(".chapter")];

function openChapter(target) {
  const chapter = target?.closest?.(".chapter");
  if (!chapter || !chapter.hidden) return;
  for (const one of chapters) {
    if (one === chapter) one.removeAttribute("hidden");
    else one.setAttribute("hidden", "until-found");
  }
  delete document.body.dataset.alive;
  whenIdle(wakeInTurn);
}

const placeOf = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

function turnChapters() {
  if (chapters.length < 2) return;
  for (const one of chapters) one.setAttribute("hidden", "until-found");
  openChapter(placeOf(location.hash)?.closest(".chapter") ?? chapters[0]);
  document.body.dataset.turned = "";
  placeOf(location.hash)?.scrollIntoView();
  addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']");
    if (link) openChapter(placeOf(link.hash));
  });
  addEventListener("hashchange", () => {
    openChapter(placeOf(location.hash));
    placeOf(location.hash)?.scrollIntoView();
  });
  addEventListener("beforematch", ({ target }) => openChapter(target), { capture: true });
}
