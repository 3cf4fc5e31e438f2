// The page's own part: answers live in this browser, travel in a file, and feed the exercises.

const page = JSON.parse(document.getElementById("toolkit-data").textContent);
const place = "digital-government-workbook/answers/1";
const holders = new Map();
let kept = readKept();

function emptyAnswers() {
  return { format: page.format, schema_version: page.schema, workbook_version: page.version,
    participant: { code: newCode() }, answers: {} };
}

/** A code that can be said aloud and means nothing: "lumo-ravi-47". */
function newCode() {
  const chance = crypto.getRandomValues(new Uint32Array(9));
  const syllable = (i) => "bdlmnrv"[chance[i] % 7] + "aiou"[chance[i + 1] % 4];
  return `${syllable(0)}${syllable(2)}-${syllable(4)}${syllable(6)}-${10 + (chance[8] % 90)}`;
}

function plainObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The answers in a text, or the reason why it is no answers file. */
function parseAnswers(text) {
  let found;
  try { found = JSON.parse(text); } catch { return { reason: page.words.no_json }; }
  if (!plainObject(found) || found.format !== page.format) return { reason: page.words.other_format };
  if (!Number.isInteger(found.schema_version)) return { reason: page.words.other_format };
  if (found.schema_version > page.schema) return { reason: page.words.newer };
  if (!plainObject(found.answers) || !plainObject(found.participant)) return { reason: page.words.other_format };
  for (const [id, entry] of Object.entries(found.answers)) {
    if (!/^[A-Z]{2}\d{1,2}\.\d{1,2}$/.test(id) || !plainObject(entry) || !plainObject(entry.parts)) {
      return { reason: page.words.other_format };
    }
  }
  return { answers: found };
}

function readKept() {
  let text = null;
  try { text = localStorage.getItem(place); } catch { /* said by tellWhereKept() */ }
  if (text === null) return emptyAnswers();
  const { answers } = parseAnswers(text);
  if (answers) return answers;
  // What cannot be read is set aside, never overwritten.
  try { localStorage.setItem(`${place}/damaged-${Date.now()}`, text); } catch { /* nothing more to do */ }
  return emptyAnswers();
}

/** Take over what another page of this browser has kept meanwhile, newest entry by exercise. */
function mergeKept() {
  let text = null;
  try { text = localStorage.getItem(place); } catch { return; }
  const { answers } = text === null ? {} : parseAnswers(text);
  for (const [id, entry] of Object.entries(answers ? answers.answers : {})) {
    const own = kept.answers[id];
    if (!own || String(entry.saved) > String(own.saved)) kept.answers[id] = entry;
  }
}

function keep(id, parts, version) {
  mergeKept();
  const before = plainObject(kept.answers[id]) ? kept.answers[id].parts : {};
  kept.answers[id] = { parts: { ...before, ...parts }, saved: new Date().toISOString(), version };
  for (const [name, value] of Object.entries(parts)) if (value === null) delete kept.answers[id].parts[name];
  return store();
}

function store() {
  try {
    localStorage.setItem(place, JSON.stringify(kept));
    alertLine.textContent = "";
    return { state: "saved", text: page.words.saved };
  } catch {
    alertLine.textContent = page.words.not_kept;
    return { state: "not_saved", text: page.words.not_kept };
  }
}

/** Where the browser keeps nothing, as in some private windows, say so before the first answer is given. */
function tellWhereKept() {
  const probe = `${place}/probe`;
  try {
    localStorage.setItem(probe, "");
    localStorage.removeItem(probe);
  } catch {
    document.getElementById("tools-advice").hidden = true;
    alertLine.textContent = page.words.not_kept;
  }
}

const partsOf = (id) => (plainObject(kept.answers[id]) ? kept.answers[id].parts : {});

function team() {
  const form = partsOf(page.team.exercise)[page.team.part];
  return plainObject(form) ? form : {};
}

function factsNow() {
  const code = team()[page.team.field];
  return typeof code === "string" && Object.hasOwn(page.facts, code) ? page.facts[code] : {};
}

/** The rows that references may name, by source, as the answers in this browser hold them. */
function rowsNow() {
  const words = (phrase, fields) => format(page.strings[phrase], fields);
  return Object.fromEntries(Object.entries(page.sources).map(([source, { exercise, table }]) =>
    [source, knownRows(table, partsOf(exercise)[table.id], words)]));
}

// ---- the tools in the header

const tools = document.getElementById("tools");
const alertLine = document.getElementById("tools-alert");
const statusLine = document.getElementById("tools-status");
const countrySelect = document.getElementById("tools-country");
const fileInput = document.getElementById("tools-file");

/** The team's country, or nothing. */
function countryNow() {
  const code = team()[page.team.field];
  return page.countries.some(([known]) => known === code) ? code : "";
}

function chooseCountry(code) {
  const { exercise, part, field } = page.team;
  const form = { ...team(), [field]: code };
  if (!code) delete form[field];
  const status = keep(exercise, { [part]: form }, page.team.version);
  statusLine.textContent = status.state === "saved" ? status.text : "";
  refresh();
}

function fillCountries() {
  if (!countrySelect) return;
  for (const [code, name] of page.countries) countrySelect.append(new Option(name, code));
  countrySelect.addEventListener("change", () => chooseCountry(countrySelect.value));
}

/** Show the team's country in the header and in the charts. */
function showCountry() {
  if (countrySelect) countrySelect.value = countryNow();
  followCountry();
}

function refresh() {
  const references = rowsNow();
  for (const [id, { view }] of holders) view.update({ answer: partsOf(id), facts: factsNow(), references });
  showCountry();
  planChanged();
}

function saveFile() {
  mergeKept();
  const text = `${JSON.stringify({ ...kept, workbook_version: page.version }, null, 2)}\n`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = page.file;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  statusLine.textContent = page.words.downloaded;
}

async function restoreFile() {
  const [file] = fileInput.files;
  if (!file) return;
  fileInput.value = "";
  const { answers, reason } = file.size > page.largest
    ? { reason: page.words.too_large } : parseAnswers(await file.text());
  if (!answers) { statusLine.textContent = reason; return; }
  // The answers from before stay in the browser under a name of their own.
  try { localStorage.setItem(`${place}/before-restore`, JSON.stringify(kept)); } catch { /* said by store() */ }
  kept = answers;
  const status = store();
  refresh();
  for (const { view } of holders.values()) view.update({ status: { state: "restored", text: page.words.restored } });
  statusLine.textContent = status.state === "saved" ? page.words.restored : "";
}

function refreshFacts() {
  for (const { view } of holders.values()) view.update({ facts: factsNow() });
  showCountry();
}

function refreshRows() {
  const references = rowsNow();
  for (const { view } of holders.values()) view.update({ references });
}
