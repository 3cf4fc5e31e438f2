// A page of many chapters shows one at a time, as a phone cannot lay out eleven at once.  The others stay in
// the page: searching in it and links to their places open them.
//
// With a program, a browser takes what stands in <noscript> for one piece of text, which costs next to nothing.
// So the later chapters stand there, are read without a program, and become part of the page one after the
// other when there is nothing else to do, or at once when somebody wants to go there.

const chapters = [...document.querySelectorAll(".chapter")];
const folded = chapters.filter((chapter) => chapter.firstElementChild?.localName === "noscript");

function unfoldChapter(chapter) {
  const number = folded.indexOf(chapter);
  if (number < 0) return;
  folded.splice(number, 1);
  const text = chapter.firstElementChild;
  text.outerHTML = text.textContent;
  showAll(chapter);
}

function unfoldInTurn() {
  if (!folded.length) return;
  unfoldChapter(folded[0]);
  whenIdle(unfoldInTurn);
}

function openChapter(target) {
  const chapter = target?.closest?.(".chapter");
  if (!chapter || !chapter.hidden) return;
  unfoldChapter(chapter);
  for (const one of chapters) {
    if (one === chapter) one.removeAttribute("hidden");
    else one.setAttribute("hidden", "until-found");
  }
  delete document.body.dataset.alive;
  whenIdle(wakeInTurn);
}

/** The element that a link names, wherever it stands. */
function placeOf(hash) {
  const id = decodeURIComponent(hash.slice(1));
  if (id && !document.getElementById(id)) {
    unfoldChapter(folded.find((chapter) => chapter.textContent.includes(` id="${id}"`)));
  }
  return document.getElementById(id);
}

function turnChapters() {
  if (chapters.length < 2) {
    goal = placeOf(location.hash);
    return;
  }
  for (const one of chapters) one.setAttribute("hidden", "until-found");
  openChapter(placeOf(location.hash)?.closest(".chapter") ?? chapters[0]);
  document.body.dataset.turned = "";
  jump(placeOf(location.hash));
  addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href^='#']");
    if (link) openChapter(placeOf(link.hash));
  });
  addEventListener("hashchange", () => {
    openChapter(placeOf(location.hash));
    jump(placeOf(location.hash));
  });
  addEventListener("beforematch", ({ target }) => openChapter(target), { capture: true });
}
