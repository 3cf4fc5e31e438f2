// The answers panel and the view of the Plan: labelled controls, one live region each, no library.

function panelElement(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "text") node.textContent = value;
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  // A focused control itself has to keep Jupyter's shortcuts off.
  if (/^(button|input|select|summary)$/.test(tag)) node.dataset.lmSuppressShortcuts = "";
  node.append(...children.filter(Boolean));
  return node;
}

let panelCount = 0;

function panelId(name) {
  panelCount += 1;
  return `tk-panel-${name}-${panelCount}`;
}

function panelDownload(name, content, type = "application/json") {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = panelElement("a", { href: url, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

/** The buttons that ask the kernel for the Plan as a document, and what to do when it arrives. */
function panelDocuments(model, say) {
  const words = model.get("documents");
  const headingId = panelId("documents");
  const box = panelElement("input", { type: "checkbox", id: panelId("private") });
  const buttons = words.formats.map(({ id, label }) => {
    const button = panelElement("button", { type: "button", class: "tk-panel-button", text: label });
    button.addEventListener("click", () => {
      say(words.preparing);
      model.send({ do: "plan", format: id, private: box.checked });
    });
    return button;
  });
  const group = panelElement("div", { role: "group", class: "tk-panel-documents", "aria-labelledby": headingId },
    panelElement("p", { id: headingId, class: "tk-panel-name", text: words.title }),
    panelElement("p", { class: "tk-panel-row" }, ...buttons),
    panelElement("p", { class: "tk-panel-tick" }, box,
      panelElement("label", { for: box.id, text: words.private })));
  const receive = (message, buffers) => {
    if (typeof message.plan !== "string") return;
    if (!message.plan) {
      say(message.reason, "not_saved");
      return;
    }
    panelDownload(message.plan, buffers[0], message.type);
    say(words.ready.replace("{file}", message.plan), "saved");
  };
  return { group, receive };
}

function panelAnswers(model, root) {
  const words = model.get("strings");
  const limits = model.get("limits");
  const status = panelElement("p", { class: "tk-panel-status", role: "status" });
  const place = panelElement("p", { class: "tk-panel-place" });
  const summary = panelElement("p", { class: "tk-panel-summary" });
  const notice = panelElement("p", { class: "tk-panel-notice", role: "alert" });

  const say = (text, state = "") => {
    status.textContent = text;
    status.dataset.state = state;
  };

  const save = panelElement("button", { type: "button", class: "tk-panel-button", text: words.save });
  save.addEventListener("click", () => {
    say(words.preparing);
    model.send({ do: "export" });
  });

  const fileId = panelId("file");
  const helpId = panelId("help");
  const file = panelElement("input", {
    type: "file", id: fileId, accept: ".json,application/json", "aria-describedby": helpId,
  });
  const restore = panelElement("button", { type: "button", class: "tk-panel-button", text: words.restore });
  restore.addEventListener("click", async () => {
    const chosen = file.files[0];
    if (!chosen) {
      say(words.no_file, "not_saved");
      file.focus();
      return;
    }
    if (chosen.size > limits.bytes) {
      say(words.too_large, "not_saved");
      return;
    }
    say(words.restoring);
    try {
      model.send({ do: "restore", name: chosen.name, text: await chosen.text() });
    } catch {
      say(words.unreadable, "not_saved");
    }
  });

  const codeId = panelId("code");
  const codeHelpId = panelId("code-help");
  const code = panelElement("input", {
    type: "text", id: codeId, maxlength: limits.code, autocomplete: "off", spellcheck: "false",
    "aria-describedby": codeHelpId,
  });
  const useCode = panelElement("button", { type: "button", class: "tk-panel-button", text: words.use_code });
  const chooseCode = () => model.send({ do: "code", code: code.value });
  useCode.addEventListener("click", chooseCode);
  // The notebook must not see keys that belong to the field, such as Enter with its own meaning there.
  code.addEventListener("keydown", event => {
    event.stopPropagation();
    if (event.key === "Enter") chooseCode();
  });

  const documents = panelDocuments(model, say);
  const headingId = panelId("heading");
  root.setAttribute("aria-labelledby", headingId);
  root.append(
    panelElement("h2", { id: headingId, class: "tk-panel-title", text: words.title }),
    notice,
    place,
    summary,
    panelElement("p", {}, save),
    documents.group,
    status,
    panelElement("details", { class: "tk-panel-more" },
      panelElement("summary", { text: `${words.restore} · ${words.code}` }),
      panelElement("p", { class: "tk-panel-row" },
        panelElement("label", { for: fileId, text: words.choose }), file, restore),
      panelElement("p", { id: helpId, class: "tk-panel-help", text: words.replace }),
      panelElement("p", { class: "tk-panel-row" },
        panelElement("label", { for: codeId, text: words.code }), code, useCode),
      panelElement("p", { id: codeHelpId, class: "tk-panel-help", text: words.code_help }),
      panelElement("p", { class: "tk-panel-help", text: words.public })),
  );

  const showPlace = () => {
    place.replaceChildren();
    if (!model.get("place")) {
      place.textContent = words.nowhere;
      return;
    }
    const [before, after] = words.place.split("{place}");
    const shown = after !== undefined && panelElement("code", { dir: "ltr", text: model.get("place") });
    place.append(...[before, shown, after].filter(Boolean));
  };
  const showSummary = () => { summary.textContent = model.get("summary"); };
  const showNotice = () => {
    notice.textContent = model.get("notice");
    notice.hidden = !model.get("notice");
  };
  const showCode = () => { code.value = model.get("code"); };
  const showStatus = () => {
    const now = model.get("status");
    say(now.text || "", now.state || "");
  };
  const receive = (message, buffers) => {
    documents.receive(message, buffers);
    if (typeof message.text !== "string") return;
    panelDownload(message.file, message.text);
    say(words.saved.replace("{file}", message.file), "saved");
  };
  const watched = {
    "change:place": showPlace, "change:summary": showSummary, "change:notice": showNotice,
    "change:code": showCode, "change:status": showStatus, "msg:custom": receive,
  };
  for (const [event, listener] of Object.entries(watched)) model.on(event, listener);
  showPlace();
  showSummary();
  showNotice();
  showCode();
  showStatus();
  return () => {
    for (const [event, listener] of Object.entries(watched)) model.off(event, listener);
  };
}

function panelTable(section) {
  const head = panelElement("tr", {}, ...section.header.map(
    cell => panelElement("th", { scope: "col", role: "columnheader", text: cell })));
  const rows = section.rows.map(row => panelElement("tr", { role: "row" }, ...row.map((cell, index) =>
    panelElement(index ? "td" : "th", {
      scope: index ? null : "row", role: index ? "cell" : "rowheader",
      "data-label": index ? section.header[index] : null, text: cell,
    }))));
  head.setAttribute("role", "row");
  // The roles stay when a narrow page shows the rows as blocks.
  return panelElement("table", { class: "tk-panel-plan", role: "table" },
    panelElement("caption", { text: `${section.heading}: ${section.text}` }),
    panelElement("thead", { role: "rowgroup" }, head), panelElement("tbody", { role: "rowgroup" }, ...rows));
}

function panelPlan(model, root) {
  const headingId = panelId("heading");
  const heading = panelElement("h3", { id: headingId, class: "tk-panel-title" });
  const text = panelElement("p", {});
  const tables = panelElement("div", {});
  root.setAttribute("aria-labelledby", headingId);
  const status = panelElement("p", { class: "tk-panel-status", role: "status" });
  const documents = panelDocuments(model, (told, state = "") => {
    status.textContent = told;
    status.dataset.state = state;
  });
  root.append(heading, text, tables, documents.group, status);
  const show = () => {
    const now = model.get("plan");
    heading.textContent = now.title || "";
    text.textContent = now.text || "";
    tables.replaceChildren(...(now.sections || []).map(panelTable));
  };
  model.on("change:plan", show);
  model.on("msg:custom", documents.receive);
  show();
  return () => {
    model.off("change:plan", show);
    model.off("msg:custom", documents.receive);
  };
}

export default {
  render({ model, el }) {
    const root = panelElement("section", { class: "tk-panel" });
    el.append(root);
    return (model.get("view") === "plan" ? panelPlan : panelAnswers)(model, root);
  },
};
