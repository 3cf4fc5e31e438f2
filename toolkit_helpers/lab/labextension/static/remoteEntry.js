// A chapter runs by itself when it is opened, so that nobody has to know what a cell is.
// Hand-written federated module, tested with JupyterLab 4.6: no build step.
(function () {
  "use strict";
  const NAME = "digital-government-workbook";
  // Relative to this script, because every installation serves extensions from another address.
  const HERE = document.currentScript ? document.currentScript.src : "";
  const MUTE = "data-lm-suppress-shortcuts";
  const ENGLISH = {
    bar: "Workbook",
    unknown: "Nothing has been run: the list of the workbook's own code could not be read. You can start this page yourself.",
    run: "Run this page",
    show_code: "Show code",
    tools: "Reading",
    chapters: "Chapters",
    contents: "On this page",
    no_contents: "This page has no headings.",
    progress: "{done} of {all} core exercises answered",
    smaller: "Smaller text",
    larger: "Larger text",
    size: "Text size: {size} %.",
    previous: "Previous",
    next: "Next",
    differs: "This page differs from the workbook's.",
    restore: "Restore the workbook's page",
    mine: "my version",
    restored: "The workbook's page is back. Your version is kept as {file}.",
    not_restored: "Nothing was changed: your version could not be kept first.",
  };
  const CSS = `
    .dgw-bar { display: flex; flex-wrap: wrap; align-content: start; align-items: center;
      gap: 0.25rem 1rem; padding: 0.25rem 1rem;
      background: var(--jp-layout-color1, #fff); color: var(--jp-ui-font-color1, #212121);
      border-bottom: 1px solid var(--jp-border-color2, #e0e0e0); font: 1rem/1.5 var(--jp-ui-font-family, sans-serif); }
    .dgw-bar p { flex: 1 1 20rem; margin: 0; }
    .dgw-bar button { font: inherit; min-height: 2rem; padding: 0 0.75rem; cursor: pointer; border-radius: 3px;
      border: 1px solid var(--jp-ui-font-color2, #616161); color: inherit; background: transparent; }
    .dgw-bar button.dgw-run { font-weight: 600; border-width: 2px; }
    .dgw-bar button[aria-pressed="true"] { background: var(--jp-layout-color3, #e0e0e0); border-width: 2px; }
    .dgw-bar button:focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 2px; }
    .dgw-bar [hidden] { display: none; }
    .dgw-calm .jp-CodeCell > .jp-Cell-inputWrapper, .dgw-calm .jp-Collapser, .dgw-calm .jp-InputPrompt,
    .dgw-calm .jp-OutputPrompt, .dgw-calm .jp-OutputArea-promptOverlay, .dgw-calm .jp-cell-menu,
    .dgw-calm .jp-cell-toolbar, .dgw-calm .jp-Notebook-footer { display: none !important; }
    .dgw-calm .jp-CodeCell.jp-mod-noOutputs { padding: 0; }
    .dgw-calm .jp-Notebook .jp-Cell { max-width: 66rem; margin-inline: auto; }
    .dgw-calm .jp-MarkdownOutput { font-size: 1rem; border-color: transparent !important; }
    .dgw-calm .jp-Cell:not(:focus-visible) { box-shadow: none !important; }
  `;
  let scope;
  let styled = false;

  async function shared(name) {
    const versions = scope[name];
    if (!versions) throw new Error(NAME + ": JupyterLab offers no module " + name);
    const newest = Object.keys(versions).pop();
    return (await versions[newest].get())();
  }

  function style() {
    if (styled) return;
    styled = true;
    const sheet = document.createElement("style");
    sheet.textContent = CSS;
    document.head.append(sheet);
  }

  // The whole sources are compared, not their hashes: nothing can collide, and plain http offers no hash function.
  async function readShipped() {
    const answer = await fetch(new URL("shipped-cells.json", HERE), { cache: "no-cache" });
    if (!answer.ok) throw new Error(NAME + ": no list of shipped cells, status " + answer.status);
    const told = await answer.json();
    if (!told || !told.chapters || typeof told.chapters !== "object") throw new Error(NAME + ": no list of shipped cells");
    return told;
  }

  function isOurs(model, shipped) {
    const flags = model.getMetadata("toolkit") || {};
    const known = Object.hasOwn(shipped.chapters, String(flags.chapter)) ? shipped.chapters[flags.chapter] : [];
    for (const cell of model.cells) {
      const source = cell.sharedModel.getSource();
      if (cell.type === "code" && source.trim() && !known.includes(source)) return false;
    }
    return true;
  }

  function makeBar(Widget, say, act) {
    const bar = new Widget();
    bar.addClass("dgw-bar");
    bar.node.setAttribute("role", "region");
    bar.node.setAttribute("aria-label", say.bar);
    // The live region stays in the page and only its text changes, or a screen reader would miss it.
    const sentence = document.createElement("p");
    sentence.setAttribute("role", "status");
    const run = document.createElement("button");
    run.className = "dgw-run";
    run.textContent = say.run;
    run.hidden = true;
    run.addEventListener("click", () => { code.focus(); act.run(); });
    const code = document.createElement("button");
    code.className = "dgw-code";
    code.textContent = say.show_code;
    code.addEventListener("click", () => act.calm(code.getAttribute("aria-pressed") === "true"));
    bar.node.append(sentence, run, code);
    // Lumino places widgets by their least height; a sentence that wraps needs more of it.  Lines begin at the
    // bar's top, so that their places tell the height that they need and not the one that they have.
    const grow = new ResizeObserver(() => {
      bar.node.style.minHeight = "0";
      const shown = [...bar.node.children].filter((child) => !child.hidden);
      const tallest = Math.max(...shown.map((child) => child.offsetTop + child.offsetHeight), 36);
      bar.node.style.minHeight = tallest + 5 + "px";
      bar.parent && bar.parent.fit();
    });
    const watch = () => { for (const child of bar.node.children) grow.observe(child); };
    watch();
    bar.disposed.connect(() => grow.disconnect());
    return {
      widget: bar,
      watch,
      tell(text, offer) { sentence.textContent = text || ""; run.hidden = !offer; },
      pressed(shown) { code.setAttribute("aria-pressed", String(shown)); },
    };
  }

  // One opened chapter: decides, runs, hides, and starts again after the kernel did.
  class Page {
    constructor(panel, notebook, Widget, shipped, app) {
      this.panel = panel;
      this.actions = notebook.NotebookActions;
      this.shipped = shipped;
      this.say = { ...ENGLISH, ...(shipped && shipped.phrases) };
      this.running = false;
      this.restarted = false;
      this.scheduled = false;
      this.opened = false;
      this.bar = makeBar(Widget, this.say, { run: () => this.run(), calm: (on) => this.calm(on) });
      panel.contentHeader.addWidget(this.bar.widget);
      this.bar.pressed(true);
      this.read(app).catch((error) => console.error(error));
      // On the window, because JupyterLab looks at every key before the page's own elements do.
      const onKey = (event) => this.onKey(event);
      window.addEventListener("keydown", onKey, true);
      panel.disposed.connect(() => window.removeEventListener("keydown", onKey, true));
      panel.node.addEventListener("dblclick", (event) => this.onDoubleClick(event), true);
      const onScheduled = (_, told) => { if (told.notebook === panel.content) this.scheduled = true; };
      this.actions.executionScheduled.connect(onScheduled);
      panel.disposed.connect(() => this.actions.executionScheduled.disconnect(onScheduled));
      panel.sessionContext.statusChanged.connect((_, status) => this.onStatus(status));
    }

    // The chapter starts without waiting for the reader's tools.
    async read(app) {
      const { Reader } = await import(new URL("reader.js", HERE));
      const chapters = (this.shipped && this.shipped.list) || [];
      const bar = this.bar.widget.node;
      const reader = new Reader({ panel: this.panel, bar, app, say: this.say, chapters, here: HERE });
      this.bar.watch();
      await reader.compare();
      this.bar.watch();
    }

    open() {
      if (this.shipped && isOurs(this.panel.content.model, this.shipped)) return this.run(this.say.starting);
      return this.refuse();
    }

    refuse() {
      this.bar.tell(this.shipped ? this.say.foreign : this.say.unknown, true);
      this.calm(false);
    }

    async run(sentence) {
      if (this.running) return;
      this.running = true;
      this.restarted = false;
      this.bar.tell(sentence || this.say.starting, false);
      const { content, context, sessionContext } = this.panel;
      // Nobody has edited a page that was opened a moment ago, whatever the kernel wrote into its metadata.
      const clean = !content.model.dirty || !this.opened;
      this.opened = true;
      const cells = content.widgets.filter((cell) => cell.model.type === "code");
      this.calm(true);
      let good = false;
      try {
        // Not runAll, which would scroll to the last cell.
        good = await this.actions.runCells(content, cells, sessionContext);
      } finally {
        this.running = false;
        if (this.panel.isDisposed) return;
        // Fresh outputs are no edit of a person: without this, leaving the page would ask to save it.
        if (clean) context.model.dirty = false;
        if (!this.restarted) this.bar.tell(good ? "" : this.say.failed, !good);
      }
    }

    onStatus(status) {
      if (status === "restarting" || status === "autorestarting") {
        this.restarted = true;
        this.scheduled = false;
      } else if (status === "idle" && this.restarted) {
        // "Restart and run all" runs the cells itself, at the same moment.
        window.setTimeout(() => this.again(), 300);
      }
    }

    again() {
      if (!this.restarted || this.running || this.panel.isDisposed) return;
      this.restarted = false;
      if (this.scheduled) return;
      if (this.shipped && isOurs(this.panel.content.model, this.shipped)) this.run(this.say.restarted);
      else this.refuse();
    }

    calm(on) {
      const { content, toolbar, node } = this.panel;
      node.classList.toggle("dgw-calm", on);
      this.bar.pressed(!on);
      on ? toolbar.hide() : toolbar.show();
      // The browser's own menu copies a text; JupyterLab's would cut cells that nobody sees.
      content.node.toggleAttribute("data-jp-suppress-context-menu", on);
      if (!on) this.unfold();
    }

    // Shipped code is stored folded, and so could somebody's: whoever asks for it sees it.
    unfold() {
      const { content, context } = this.panel;
      const clean = !content.model.dirty;
      for (const cell of content.widgets) if (cell.model.type === "code") cell.inputHidden = false;
      if (clean) context.model.dirty = false;
    }

    get isCalm() { return this.panel.node.classList.contains("dgw-calm"); }

    onKey(event) {
      const { target } = event;
      if (!this.isCalm || !(target instanceof Element) || !this.panel.content.node.contains(target)) return;
      // Without visible cells, single letters that cut or delete one would be traps.  JupyterLab asks the element
      // itself, so it is marked while this one key is handled; exercises still receive it.
      if (!target.hasAttribute(MUTE)) {
        target.setAttribute(MUTE, "true");
        window.setTimeout(() => target.removeAttribute(MUTE));
      }
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
        event.preventDefault();
        this.bar.tell(this.say.saved, false);
      }
    }

    onDoubleClick(event) {
      // A double click would open the source of a text.
      if (this.isCalm && event.target.closest(".jp-MarkdownCell")) event.stopPropagation();
    }
  }

  const container = {
    init: (given) => { scope = given; },
    get: async () => {
      const notebook = await shared("@jupyterlab/notebook");
      const { Widget } = await shared("@lumino/widgets");
      const seen = new WeakSet();
      let app;
      const start = async (panel) => {
        if (seen.has(panel)) return;
        seen.add(panel);
        await panel.context.ready;
        const flags = panel.content.model && panel.content.model.getMetadata("toolkit");
        if (!flags || flags.autorun !== true) return;
        style();
        const shipped = await readShipped().catch((error) => { console.error(error); return null; });
        await panel.sessionContext.ready;
        await panel.revealed;
        const { session } = panel.sessionContext;
        // A cell that is sent before the kernel has answered is lost without a word.
        if (session && session.kernel) await session.kernel.info.catch(() => null);
        if (!panel.isDisposed) new Page(panel, notebook, Widget, shipped, app).open();
      };
      const plugin = {
        id: NAME + ":plugin",
        autoStart: true,
        requires: [notebook.INotebookTracker],
        activate: (opened, tracker) => {
          app = opened;
          tracker.widgetAdded.connect((_, panel) => { start(panel); });
          tracker.forEach(start);
        },
      };
      return () => ({ __esModule: true, default: plugin });
    },
  };
  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = container;
})();
