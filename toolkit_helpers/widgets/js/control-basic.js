// The small kinds: choice, pairs, a number, statements to rate, a text.  A control returns its node and how
// the answer is revealed; slots beside its lines receive the feedback.

import { el, labelled, newId, prose, select, shuffled, steps } from "./dom.js";
import { CONTROLS } from "./kinds.js";
import { missingFact, numberKey } from "./marking.js";
import { message } from "./marking-result.js";
import { mapping, put, typed, words, writeNumber } from "./words.js";

CONTROLS.choice = ({ part: { multiple, shuffle, options }, answer, change, slot, seed, t }) => {
  const name = newId();
  const chosen = [answer].flat();
  const node = el("div", (shuffle ? shuffled(options, seed) : options).map(({ id, text }) => {
    const place = slot(id);
    const input = el("input", {
      type: multiple ? "checkbox" : "radio", name, value: id, checked: chosen.includes(id),
      "aria-describedby": place.id, onchange: pick,
    });
    return el("div.option", el("label", input, el("span", text)), place);
  }));
  function pick() {
    const ticked = Array.from(node.querySelectorAll(":checked"), ({ value }) => value);
    const ids = options.map(({ id }) => id).filter((id) => ticked.includes(id));
    change(multiple ? ids : ids[0]);
  }
  return {
    node,
    instruction: t(multiple ? "select_all" : "select_one"),
    reveal: options[0].correct !== undefined && (() => ({
      answer: options.filter(({ correct }) => correct).map(({ text }) => text).join("; "),
      messages: options.map(({ id, correct, feedback }) => message(feedback, correct ? "answer" : "note", id)),
    })),
  };
};

CONTROLS.match = ({ part: { left, right }, answer, change, slot, seed, t }) => {
  const pairs = mapping(answer);
  const entries = right.map(({ id, text }) => [id, text]);
  return {
    node: el("div", shuffled(left, seed).map(({ id, text }) => {
      const place = slot(id);
      const pick = (value) => change(put(pairs, id, value));
      const list = select(entries, pairs[id], t("choose"), pick, { "aria-describedby": place.id });
      return el("div.pair", labelled(text, list), place);
    })),
    reveal: () => ({ messages: left.map(({ id, key }) => message(new Map(entries).get(key), "answer", id)) }),
  };
};

CONTROLS.number = ({ part, answer, change, host, t }) => {
  const unit = part.unit && el("span", { id: newId() }, part.unit);
  const input = el("input.number", {
    id: newId(), inputmode: "decimal", autocomplete: "off", dir: "ltr",
    value: typeof answer === "object" ? "" : answer, "aria-describedby": unit?.id,
    oninput: () => change(input.value, true),
  });
  const reveal = () => {
    const key = numberKey(part, host.facts);
    if (key === undefined) return { text: t(missingFact(host.facts)) };
    const number = writeNumber(key, part.decimals);
    return { answer: unit ? t("with_unit", { number, unit: part.unit }) : number };
  };
  return {
    labels: input.id,
    node: el("div.row", input, unit),
    reveal: (part.key ?? part.fact) !== undefined && reveal,
  };
};

CONTROLS.scale = ({ part, answer, change, t }) => {
  const { items, minimum, maximum } = part;
  const rated = mapping(answer);
  return {
    node: el("div", items.map(({ id, text }) => steps({
      legend: text, low: minimum, high: maximum, value: rated[id],
      onPick: (step) => change(put(rated, id, step)),
    }))),
    instruction: t("scale_ends", { low_number: minimum, low: part.low, high_number: maximum, high: part.high }),
  };
};

/** The running count of words of a text field, with its limit where it has one. */
export function wordCount(area, limit, t) {
  const node = el("span.small");
  const update = () => {
    const count = words(area.value);
    node.textContent = t(limit ? "words_of" : "words_count", { words: count, limit });
    node.classList.toggle("dgw-over", count > limit);
  };
  area.addEventListener("input", update);
  update();
  return node;
}

CONTROLS.text = ({ part, answer, change, t }) => {
  const { max_words: limit, rubric: criteria, model_answer: model } = part;
  const given = mapping(answer);
  const rubric = mapping(given.rubric);
  const area = el("textarea", { id: newId(), rows: limit < 60 ? 3 : 7, oninput: () => send(true) },
    typed(given.text));
  const send = (typing) => {
    const rated = Object.keys(rubric).length > 0;
    const text = area.value;
    change(rated ? { text, rubric } : words(text) ? { text } : null, typing);
  };
  const levels = [0, 1, 2, 3].map((level) => [level, `${level} ${t(`rubric_${level}`)}`]);
  const rate = ({ id, text }) => el("div.pair", labelled(text, select(levels, rubric[id], t("choose"), (level) => {
    put(rubric, id, level);
    send();
  })));
  return {
    labels: area.id,
    node: el("div", area, el("p", wordCount(area, limit, t)),
      criteria.length > 0 && el("details", el("summary", t("rubric")), criteria.map(rate)),
      model && el("details", el("summary", t("model_answer")), prose(model))),
  };
};
