// What a reader has at hand above a chapter: the list of chapters, this page's headings, larger text, the way back.
// A module of its own, loaded by remoteEntry.js; served as it is.
const SIZES = [100, 115, 130, 150, 175];
const SIZE_KEY = "dgw-text-size";
// Leaves no name behind in the chapter's kernel.
const ASK = "print(__import__('toolkit_helpers.widgets.answered', fromlist=['told']).told())";
const CSS = `
  .dgw-tools { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; }
  .dgw-tools a { color: var(--jp-content-link-color, #1565c0); padding: 0.25rem 0.5rem; }
  .dgw-bar a:focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
  .dgw-drawer { flex: 1 0 100%; max-height: 50vh; overflow: auto; padding: 0.25rem 0 0.5rem; }
  .dgw-drawer ol { list-style: none; margin: 0; padding: 0; }
  .dgw-drawer li { padding: 0.25rem 0; }
  .dgw-drawer li.dgw-below { padding-inline-start: 1.5rem; }
  .dgw-drawer a { color: var(--jp-content-link-color, #1565c0); }
  .dgw-drawer a[aria-current] { font-weight: 600; color: inherit; }
  .dgw-page .jp-Notebook .jp-Cell { zoom: var(--dgw-zoom, 1); }
`;

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// A private window may refuse to remember; the size then holds for this page.
function remembered() {
  try { return Number(localStorage.getItem(SIZE_KEY)) || 100; } catch { return 100; }
}
function remember(size) {
  try { localStorage.setItem(SIZE_KEY, String(size)); } catch { /* it holds for this page */ }
}

// The same view of another file: the name stands in the address, as a path or as a parameter.
export function addressOf(here, file, other) {
  const name = encodeURIComponent(file);
  const [address] = here.split("#");
  const place = address.lastIndexOf(name);
  return place < 0 ? null : address.slice(0, place) + encodeURIComponent(other) + address.slice(place + name.length);
}

// What a person can edit: kind and source of each cell, not what the cells have shown.
export function differs(cells, original) {
  const text = (source) => (Array.isArray(source) ? source.join("") : source);
  return cells.length !== original.length
    || cells.some((cell, place) => cell.type !== original[place].cell_type || cell.source !== text(original[place].source));
}

export class Reader {
  constructor({ panel, bar, app, say, chapters, here }) {
    Object.assign(this, { panel, bar, app, say, chapters, here });
    this.path = panel.context.path;
    this.folder = this.path.includes("/") ? this.path.slice(0, this.path.lastIndexOf("/") + 1) : "";
    this.file = this.path.slice(this.folder.length);
    this.place = chapters.findIndex((chapter) => chapter.file === this.file);
    if (!document.querySelector("style.dgw-reader")) document.head.append(element("style", { class: "dgw-reader" }, CSS));
    panel.node.classList.add("dgw-page");
    this.drawer = element("nav", { class: "dgw-drawer", id: `dgw-drawer-${panel.id}` });
    this.drawer.hidden = true;
    this.resize(remembered(), false);
    this.bar.prepend(this.tools());
    this.bar.append(this.drawer);
    this.bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.drawer.hidden) { event.stopPropagation(); this.close(true); }
    });
  }

  tools() {
    const button = (text, label, act) => element("button", { type: "button", "aria-label": label, onclick: act }, text);
    const opener = (text, fill) => {
      const made = button(text, undefined, () => this.toggle(made, fill));
      made.setAttribute("aria-expanded", "false");
      made.setAttribute("aria-controls", this.drawer.id);
      return made;
    };
    const parts = [opener(this.say.contents, () => this.headings())];
    if (this.place >= 0) parts.unshift(opener(this.say.chapters, () => this.list()));
    parts.push(button("A−", this.say.smaller, () => this.step(-1)), button("A+", this.say.larger, () => this.step(1)));
    for (const [step, text] of [[-1, this.say.previous], [1, this.say.next]]) {
      const other = this.place >= 0 && this.chapters[this.place + step];
      if (other) parts.push(this.link(other, text, `${text}: ${other.title}`));
    }
    return element("div", { class: "dgw-tools", role: "group", "aria-label": this.say.tools }, ...parts);
  }

  link(chapter, text, label) {
    const address = addressOf(window.location.href, this.file, chapter.file);
    const open = (event) => {
      if (address) return;
      event.preventDefault();
      this.app.commands.execute("docmanager:open", { path: this.folder + chapter.file });
    };
    const current = chapter.file === this.file ? "page" : undefined;
    return element("a", { href: address || "#", "aria-label": label, "aria-current": current, onclick: open }, text);
  }

  async toggle(opener, fill) {
    const opened = opener.getAttribute("aria-expanded") === "true";
    this.close(false);
    if (opened) return;
    this.opener = opener;
    opener.setAttribute("aria-expanded", "true");
    this.drawer.setAttribute("aria-label", opener.textContent);
    this.drawer.replaceChildren(...(await fill()));
    this.drawer.hidden = false;
  }

  close(refocus) {
    if (!this.opener) return;
    this.drawer.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (refocus) this.opener.focus();
    this.opener = null;
  }

  // The list does not wait for the counts: a kernel that is at work answers when it is done.
  list() {
    const counted = [];
    const items = this.chapters.map((chapter) => {
      const item = element("li", {}, this.link(chapter, chapter.label));
      if (chapter.core.length) counted.push([item, chapter.core]);
      return item;
    });
    this.answered().then((answered) => {
      if (!answered) return;
      for (const [item, core] of counted) {
        const count = core.filter((id) => answered.has(id)).length;
        item.append(" – " + this.say.progress.replace("{done}", count).replace("{all}", core.length));
      }
    }).catch((error) => console.error(error));
    return [element("ol", {}, ...items)];
  }

  // The chapter's own kernel is asked, because only the library knows whether answers are in a file or a database.
  async answered() {
    const kernel = this.panel.sessionContext.session?.kernel;
    if (!kernel) return null;
    const asked = kernel.requestExecute({ code: ASK, silent: true, store_history: false, allow_stdin: false });
    let said = "";
    asked.onIOPub = ({ header, content }) => {
      if (header.msg_type === "stream" && content.name === "stdout") said += content.text;
    };
    await asked.done;
    const names = said.startsWith("[") ? JSON.parse(said) : null;
    return names && new Set(names);
  }

  headings() {
    const found = [...this.panel.content.node.querySelectorAll(".jp-MarkdownOutput :is(h2, h3)")];
    const items = found.map((heading) => {
      const go = (event) => {
        event.preventDefault();
        this.close(false);
        heading.tabIndex = -1;
        heading.scrollIntoView({ block: "start" });
        heading.focus({ preventScroll: true });
      };
      const text = heading.textContent.replace(/¶$/, "").trim();
      const level = heading.tagName === "H3" ? "dgw-below" : undefined;
      return element("li", { class: level }, element("a", { href: "#", onclick: go }, text));
    });
    return [items.length ? element("ol", {}, ...items) : element("p", {}, this.say.no_contents)];
  }

  step(by) {
    const now = SIZES.indexOf(this.size);
    this.resize(SIZES[Math.min(Math.max(now + by, 0), SIZES.length - 1)], true);
  }

  resize(size, told) {
    this.size = SIZES.includes(size) ? size : 100;
    this.panel.node.style.setProperty("--dgw-zoom", this.size / 100);
    if (!told) return;
    remember(this.size);
    this.tell(this.say.size.replace("{size}", this.size));
  }

  tell(text) {
    this.bar.querySelector("[role=status]").textContent = text;
  }

  // Offers the way back where somebody has changed a text or a cell; says nothing where the original is not at hand.
  async compare() {
    if (this.place < 0) return;
    const answer = await fetch(new URL(`notebooks/${encodeURIComponent(this.file)}`, this.here), { cache: "no-cache" });
    if (!answer.ok || this.panel.isDisposed) return;
    const original = await answer.json();
    const model = this.panel.content.model;
    const cells = [...model.cells].map((cell) => ({ type: cell.type, source: cell.sharedModel.getSource() }));
    if (!differs(cells, original.cells)) return;
    const note = element("p", { class: "dgw-differs" }, this.say.differs);
    const back = element("button", { type: "button", onclick: () => this.restore(original, note) }, this.say.restore);
    note.append(" ", back);
    this.bar.querySelector(".dgw-tools").after(note);
  }

  async restore(original, note) {
    const { context } = this.panel;
    const { contents } = this.app.serviceManager;
    try {
      const { content } = await contents.get(this.folder, { content: true });
      const taken = new Set(content.map((entry) => entry.name));
      const stem = this.file.replace(/\.ipynb$/, "");
      let name = `${stem} (${this.say.mine}).ipynb`;
      for (let number = 2; taken.has(name); number += 1) name = `${stem} (${this.say.mine} ${number}).ipynb`;
      // What is on the screen is kept, saved or not; only then the page changes.
      await contents.save(this.folder + name, { type: "notebook", format: "json", content: context.model.toJSON() });
      context.model.fromJSON(original);
      await context.save();
      note.remove();
      this.tell(this.say.restored.replace("{file}", name));
      this.bar.querySelector(".dgw-tools button").focus();
      return true;
    } catch (error) {
      console.error(error);
      this.tell(this.say.not_restored);
      return false;
    }
  }
}
