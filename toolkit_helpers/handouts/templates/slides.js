// The page's own part: reveal.js with calm settings, text that fits its slide, and notes in a second window.
(() => {
  const words = document.getElementById("words").dataset;
  let notes = null;
  let begun = Date.now();

  const make = (parent, name, text) => {
    const element = parent.ownerDocument.createElement(name);
    element.textContent = text;
    parent.append(element);
    return element;
  };

  // The second window shows copies of what this page holds; it runs no program of its own.
  const tell = () => {
    if (!notes || notes.closed) return;
    const body = notes.document.body;
    body.replaceChildren();
    const slide = Reveal.getCurrentSlide();
    const all = Reveal.getSlides();
    const next = all[all.indexOf(slide) + 1];
    const name = (section) => section.querySelector("h1, h2").textContent;
    const minutes = Math.floor((Date.now() - begun) / 60000);
    make(body, "p", `${words.clock}: ${minutes} · ${all.indexOf(slide) + 1} / ${all.length}`);
    make(body, "h1", `${words.now}: ${name(slide)}`);
    make(body, "p", next ? `${words.next}: ${name(next)}` : words.last);
    const own = slide.querySelector("aside.notes dl");
    if (own) body.append(notes.document.importNode(own, true));
  };

  const open = () => {
    notes = window.open("", "notes", "width=900,height=700");
    if (!notes) {
      document.getElementById("alert").textContent = words.blocked;
      return;
    }
    const page = notes.document;
    page.title = words.notes;
    page.documentElement.lang = document.documentElement.lang;
    page.documentElement.dir = document.documentElement.dir;
    page.head.replaceChildren();
    make(page.head, "style", "body{font:20px/1.5 system-ui,sans-serif;max-width:50rem;margin:1rem auto;padding:0 1rem;color:#1c1c1c;background:#fff}dt{font-weight:700;margin-top:1rem}dd{margin:0}h1{font-size:1.4rem}");
    notes.addEventListener("keydown", (event) => {
      const step = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
      if (step) {
        event.preventDefault();
        Reveal[step]();
      }
    });
    tell();
  };

  // A text that is too long for its slide is made smaller, step by step, never below what can be read.
  const fit = (section) => {
    const smallest = 22;
    let size = parseFloat(getComputedStyle(section).fontSize);
    while (section.scrollHeight > section.clientHeight + 1 && size > smallest) {
      size -= 1;
      section.style.fontSize = `${size}px`;
    }
  };

  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0.03,
    minScale: 0.1,
    maxScale: 4,
    center: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
    slideNumber: "c/t",
    controlsTutorial: false,
    disableLayout: false,
    keyboard: { 78: open },
  }).then(() => {
    begun = Date.now();
    // Slides are a text; as an "application" a screen reader would not read them line by line.
    Reveal.getRevealElement().removeAttribute("role");
    fit(Reveal.getCurrentSlide());
    document.documentElement.dataset.ready = "true";
  });
  Reveal.on("slidechanged", (event) => {
    fit(event.currentSlide);
    tell();
  });
  setInterval(tell, 30000);
})();
