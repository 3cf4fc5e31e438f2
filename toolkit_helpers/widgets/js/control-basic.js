// The small kinds: choice, pairs, a number, statements to rate, a text.  A control returns its node, where
// focus goes, and how the answer is revealed; slots beside its lines receive the feedback.

import { el, newId, prose, select, shuffled, steps } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { numberKey } from "./marking.js";
import { list, mapping, own, words, writeNumber } from "./words.js";

Object.assign(CONTROLS, {
  choice: choiceControl, match: matchControl, number: numberControl, scale: scaleControl, text: textControl,
});

function choiceControl({ part, answer, change, slot, seed, t }) {
  const { multiple, shuffle, options } = part;
  const name = newId();
  const ticked = new Set(multiple ? list(answer) : [answer]);
  const lines = (shuffle ? shuffled(options, seed) : options).map((option) => {
    const place = slot(option.id);
    const input = el("input", {
      type: multiple ? "checkbox" : "radio", name, value: option.id, checked: ticked.has(option.id),
      "aria-describedby": place.id,
      onchange() {
        if (!multiple) return change(option.id);
        ticked[input.checked ? "add" : "delete"](option.id);
        const chosen = options.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
        return change(chosen.length ? chosen : null);
      },
    });
    return el("div", { class: "dgw-option" },
      el("label", {}, input, el("span", {}, option.text)), place);
  });
  const node = el("div", {}, lines);
  const marked = options[0].correct !== undefined;
  return {
    node,
    instruction: t(multiple ? "select_all" : "select_one"),
    focus: () => (node.querySelector("input:checked") || node.querySelector("input")).focus(),
    reveal: marked && (() => ({
      text: t("answer_is", { answer: options.filter((o) => o.correct).map((o) => o.text).join("; ") }),
      messages: options.map(({ id, correct, feedback }) => ({
        about: id, tone: correct ? "right" : "note", text: feedback, word: correct ? "answer_right" : "answer_other",
      })),
    })),
  };
}

function matchControl({ part, answer, change, slot, seed, t }) {
  const pairs = { ...mapping(answer) };
  const entries = part.right.map(({ id, text }) => [id, text]);
  const node = el("div", {}, shuffled(part.left, seed).map((line) => {
    const [id, place] = [newId(), slot(line.id)];
    const pick = (value) => {
      if (value) pairs[line.id] = value;
      else delete pairs[line.id];
      change(Object.keys(pairs).length ? { ...pairs } : null);
    };
    return el("div", { class: "dgw-pair" }, el("label", { for: id }, line.text),
      select(entries, own(pairs, line.id), t("choose"), pick, { id, "aria-describedby": place.id }), place);
  }));
  const partner = ({ key }) => part.right.find(({ id }) => id === key).text;
  return {
    node,
    focus: () => node.querySelector("select").focus(),
    reveal: () => ({
      text: t("answer_is", { answer: "" }).trim(),
      messages: part.left.map((line) =>
        ({ about: line.id, tone: "right", text: partner(line), word: "answer_right" })),
    }),
  };
}

function numberControl({ part, answer, change, host, t }) {
  const id = newId();
  const unit = part.unit && newId();
  const input = el("input", {
    id, type: "text", inputmode: "decimal", autocomplete: "off", dir: "ltr", class: "dgw-number",
    value: typeof answer === "object" ? "" : answer, "aria-describedby": unit || undefined,
    oninput: () => change(words(input.value) ? input.value : null, true),
  });
  const answerText = () => {
    const key = numberKey(part, host.facts);
    if (key === undefined) return t(Object.keys(host.facts).length ? "no_fact" : "no_country");
    const number = writeNumber(key, part.decimals);
    return t("answer_is", { answer: unit ? t("with_unit", { number, unit: part.unit }) : number });
  };
  return {
    labels: id,
    node: el("div", { class: "dgw-row" }, input, unit && el("span", { id: unit }, part.unit)),
    focus: () => input.focus(),
    reveal: (part.key !== undefined || part.fact !== undefined) && (() => ({ text: answerText(), messages: [] })),
  };
}

function scaleControl({ part, answer, change, t }) {
  const { items, minimum: low, maximum: high } = part;
  const rated = { ...mapping(answer) };
  const node = el("div", {}, items.map(({ id, text }) => steps({
    legend: text, low, high, value: own(rated, id),
    onPick(value) { rated[id] = value; change({ ...rated }); },
  })));
  return {
    node,
    instruction: t("scale_ends", { low_number: low, low: part.low, high_number: high, high: part.high }),
    focus: () => node.querySelector("input").focus(),
  };
}

/** The running count of words under a text, of its limit where it has one. */
export function wordCount(t, limit) {
  const node = el("span", { class: "dgw-small" });
  return {
    node,
    update(text) {
      const count = words(text);
      node.textContent = limit ? t("words_of", { words: count, limit }) : t("words_count", { words: count });
      node.classList.toggle("dgw-over", Boolean(limit) && count > limit);
    },
  };
}

function textControl({ part, answer, change, t }) {
  const id = newId();
  const given = mapping(answer);
  const value = { text: typeof given.text === "string" ? given.text : "", rubric: { ...mapping(given.rubric) } };
  const count = wordCount(t, part.max_words);
  const send = (typing) => {
    const rated = Object.keys(value.rubric).length > 0;
    const entry = rated ? { text: value.text, rubric: { ...value.rubric } } : { text: value.text };
    change(words(value.text) || rated ? entry : null, typing);
  };
  const area = el("textarea", { id, rows: part.max_words && part.max_words < 60 ? 3 : 7,
    oninput() { value.text = area.value; count.update(area.value); send(true); } }, value.text);
  count.update(value.text);
  const levels = [0, 1, 2, 3].map((level) => [level, `${level} ${t(`rubric_${level}`)}`]);
  const rubric = part.rubric.length > 0 && el("details", {}, el("summary", {}, t("rubric")),
    part.rubric.map((criterion) => {
      const own_id = newId();
      const pick = (level) => {
        if (level === "") delete value.rubric[criterion.id];
        else value.rubric[criterion.id] = Number(level);
        send();
      };
      return el("div", { class: "dgw-pair" }, el("label", { for: own_id }, criterion.text),
        select(levels, own(value.rubric, criterion.id), t("choose"), pick, { id: own_id }));
    }));
  const model = part.model_answer
    && el("details", { class: "dgw-model" }, el("summary", {}, t("model_answer")), prose(part.model_answer));
  return {
    labels: id,
    node: el("div", {}, area, el("p", {}, count.node), rubric, model),
    focus: () => area.focus(),
  };
}
