// Numbers that the reader may change: for each a named field with its unit, and a slider beside it.

const TYPING = 600;
const SLIDING = 200;

function build(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  // A focused control itself has to keep Jupyter's shortcuts off.
  if (/^(button|input|select)$/.test(name)) node.dataset.lmSuppressShortcuts = "";
  node.append(...children);
  return node;
}

function numberText({ decimals, options }, value) {
  if (options.length) return String(value);
  const usual = value.toFixed(decimals);
  return Math.abs(Number(usual) - value) < 1e-9 ? usual : String(Number(value.toFixed(6)));
}

const withUnit = ({ unit }, text) => (unit ? `${text} ${unit}` : text);

// A list of words, or a field and a slider: what to show, and what was given.
function entry(control, id, strings, asked) {
  const label = build("label", { htmlFor: id, textContent: control.label });
  if (control.options.length) {
    const list = build("select", { id });
    control.options.forEach((words, number) => list.append(new Option(words, number)));
    list.addEventListener("change", () => asked(0));
    return { label, field: list, parts: [list] };
  }
  const field = build("input", { id, type: "text", inputMode: "decimal", autocomplete: "off", dir: "ltr" });
  const unit = build("span", { id: `${id}-unit`, className: "dgx-unit", textContent: control.unit });
  const { minimum: min, maximum: max, step } = control;
  const slider = build("input", { type: "range", min, max, step });
  slider.setAttribute("aria-label", strings.slider.replace("{label}", control.label));
  field.addEventListener("input", () => asked(TYPING));
  field.addEventListener("change", () => asked(0));
  slider.addEventListener("input", () => {
    field.value = numberText(control, Number(slider.value));
    speak(slider, control, field.value);
    asked(SLIDING);
  });
  return { label, field, slider, unit, parts: [build("span", { className: "dgx-entry" }, field, unit), slider] };
}

function speak(slider, control, text) {
  slider.setAttribute("aria-valuetext", withUnit(control, text));
}

// Returns the box of all controls; onValues receives every text as it stands, at most once per pause.
export function controlBox(id, controls, strings, onValues) {
  let timer;
  let sent;
  let ended = false;
  const send = () => {
    clearTimeout(timer);
    if (ended) return;
    const typed = Object.fromEntries(rows.map(({ control, field }) => [control.id, field.value]));
    const text = JSON.stringify(typed);
    if (text === sent) return;
    sent = text;
    onValues(typed);
  };
  const asked = (pause) => {
    clearTimeout(timer);
    if (pause) timer = setTimeout(send, pause);
    else send();
  };
  const rows = controls.map((control, number) => {
    const row = { control, ...entry(control, `${id}-control-${number}`, strings, asked) };
    row.fault = build("p", { id: `${id}-fault-${number}`, className: "dgx-fault" });
    row.fault.setAttribute("role", "status");
    row.field.setAttribute("aria-describedby", `${row.unit ? `${row.unit.id} ` : ""}${row.fault.id}`);
    row.node = build("div", { className: "dgx-control" }, row.label, ...row.parts, row.fault);
    return row;
  });
  const reset = build("button", { type: "button", textContent: strings.reset });
  reset.addEventListener("click", () => {
    for (const { control, field } of rows) field.value = numberText(control, control.value);
    send();
  });
  const general = build("p", { className: "dgx-fault" });
  general.setAttribute("role", "status");
  const legend = build("legend", { textContent: strings.controls });
  const node = build("fieldset", { className: "dgx-controls" }, legend, ...rows.map((row) => row.node), general, reset);
  // Show which values the chart has; a text that could not be read stays as it was typed.
  const show = ({ values, faults = {} }) => {
    for (const { control, field, slider, fault } of rows) {
      const text = numberText(control, values[control.id]);
      const why = faults[control.id] ?? "";
      if (fault.textContent !== why) fault.textContent = why;
      field.setAttribute("aria-invalid", String(Boolean(why)));
      if (!why && document.activeElement !== field) field.value = text;
      if (!slider) continue;
      if (document.activeElement !== slider) slider.value = values[control.id];
      speak(slider, control, text);
    }
    general.textContent = faults[""] ?? "";
  };
  // A field that is taken away says that it has changed.
  const stop = () => {
    ended = true;
    clearTimeout(timer);
  };
  return { node, show, stop };
}
