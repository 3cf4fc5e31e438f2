// The widgets of a page: their states come from the kernel, and each change goes back to it.  This is the part of
// Jupyter's widget protocol that the workbook's own widgets (anywidget) speak; it replaces a bundle of 3.7 MB.

const RETRY = [200, 500, 1000, 2000, 4000];
const CONTROL = "jupyter.widget.control";

/** The channel to one kernel: sends, hears what was done, and comes back after the line was cut. */
export class Kernel {
  constructor(base, id) {
    const { protocol, host } = location;
    this.session = crypto.getRandomValues(new Uint32Array(4)).join("-");
    this.address = `${protocol === "https:" ? "wss" : "ws"}://${host}${base}api/kernels/${id}/channels`
      + `?session_id=${this.session}`;
    this.heard = new Map();
    this.open = new Map();
    this.count = 0;
    this.failures = 0;
    this.ended = false;
    this.connect();
  }

  connect() {
    this.socket = new WebSocket(this.address);
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = () => {
      this.failures = 0;
      // What was sent into a line that was cut may not have arrived: an update that comes twice does no harm.
      for (const { text } of this.open.values()) this.socket.send(text);
    };
    this.socket.onmessage = ({ data }) => this.receive(...(typeof data === "string" ? [JSON.parse(data), []] : unpack(data)));
    this.socket.onclose = () => {
      if (this.ended) return;
      const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
      this.failures += 1;
      setTimeout(() => this.connect(), wait);
    };
  }

  /** Send a message to a comm; the promise is kept when the kernel has dealt with it. */
  send(type, content, metadata = {}) {
    this.count += 1;
    const id = `${this.session}-${this.count}`;
    const header = { msg_id: id, session: this.session, username: "", version: "5.3", msg_type: type,
      date: new Date().toISOString() };
    const text = JSON.stringify({ channel: "shell", header, parent_header: {}, metadata, content, buffers: [] });
    return new Promise((done) => {
      this.open.set(id, { text, done });
      if (this.socket.readyState === WebSocket.OPEN) this.socket.send(text);
    });
  }

  receive({ header, parent_header: parent, content }, buffers) {
    const type = header.msg_type;
    if (type === "status" && content.execution_state === "idle") {
      const asked = this.open.get(parent.msg_id);
      this.open.delete(parent.msg_id);
      asked?.done();
    } else if (type === "comm_msg") {
      this.heard.get(content.comm_id)?.(content.data, buffers);
    }
  }

  close() {
    this.ended = true;
    this.socket.close();
  }
}

/** Take a message with files apart: how many pieces, where each begins, the message, the files. */
function unpack(data) {
  const head = new DataView(data);
  const count = head.getUint32(0);
  const begins = Array.from({ length: count }, (_, i) => head.getUint32(4 * (i + 1)));
  const [message, ...files] = begins.map((begin, i) => [begin, begins[i + 1] ?? data.byteLength]);
  const text = new TextDecoder().decode(data.slice(...message));
  return [JSON.parse(text), files.map(([begin, end]) => new DataView(data, begin, end - begin))];
}

/** Ask the kernel for the states of all its widgets, by model id. */
export function states(kernel) {
  const comm = `${kernel.session}-control`;
  return new Promise((done) => {
    kernel.heard.set(comm, (data) => data.method === "update_states" && done(data.states));
    kernel.send("comm_open", { comm_id: comm, target_name: CONTROL, data: {} }, { version: "1.0.0" });
    kernel.send("comm_msg", { comm_id: comm, data: { method: "request_states" } });
  });
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** What a widget's script sees of its Python side: get, set, save_changes, on, off, send. */
class Model {
  constructor(kernel, id, state, onSave) {
    Object.assign(this, { kernel, id, state, onSave, changed: new Set(), listeners: new Map() });
    kernel.heard.set(id, (data, buffers) => this.receive(data, buffers));
  }

  get(name) { return this.state[name]; }

  set(name, value) {
    const values = typeof name === "object" ? name : { [name]: value };
    for (const key of Object.keys(values)) this.changed.add(key);
    this.take(values);
  }

  save_changes() {
    if (!this.changed.size) return;
    const state = Object.fromEntries([...this.changed].map((name) => [name, this.state[name]]));
    this.changed.clear();
    const done = this.kernel.send("comm_msg", {
      comm_id: this.id, data: { method: "update", state, buffer_paths: [] },
    });
    this.onSave(this, state, done);
  }

  send(content) {
    this.kernel.send("comm_msg", { comm_id: this.id, data: { method: "custom", content } });
  }

  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) { this.listeners.get(event)?.delete(listener); }

  receive({ method, state, content }, buffers) {
    if (method === "update") this.take(state);
    else if (method === "custom") this.tell("msg:custom", content, buffers);
  }

  take(values) {
    const moved = Object.keys(values).filter((name) => !same(this.state[name], values[name]));
    // A copy, because a script may go on changing what it has handed over.
    for (const name of moved) this.state[name] = structuredClone(values[name]);
    for (const name of moved) this.tell(`change:${name}`);
    if (moved.length) this.tell("change");
  }

  tell(event, ...said) {
    for (const listener of [...(this.listeners.get(event) ?? [])]) listener(...said);
  }
}

const scripts = new Map();
const sheets = new Set();

/** Load a widget's script once, however many widgets share it. */
function load(source) {
  if (!scripts.has(source)) {
    const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    scripts.set(source, import(address).finally(() => URL.revokeObjectURL(address)));
  }
  return scripts.get(source);
}

/** Show a widget in a place; onSave hears of each change that goes to the kernel. */
export async function show(kernel, id, state, place, onSave) {
  const { _esm: script, _css: sheet } = state;
  if (sheet && !sheets.has(sheet)) {
    sheets.add(sheet);
    const style = document.createElement("style");
    style.textContent = sheet;
    document.head.append(style);
  }
  const module = await load(script);
  const widget = module.default ?? module;
  const model = new Model(kernel, id, state, onSave);
  await widget.initialize?.({ model });
  await widget.render({ model, el: place });
}
