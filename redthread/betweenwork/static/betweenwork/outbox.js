// Keeps what somebody has typed until the server has answered that it is stored. Without network the text waits
// on the device, and is sent when the page is open and the network is back: no promise rests on a sleeping phone.
//
// A save is frozen under its own key before it is sent, and the same key is sent until an answer has come, so
// that an answer that was lost on the way costs nothing. What is typed meanwhile goes in the next save.

const FIELDS = ["did", "happened", "hard", "reach"];
const WAITS = [1000, 2000, 5000, 15000, 30000];
const LONGEST_ANSWER = 20000;
const PAUSE_IN_TYPING = 700;

const same = (one, other) => FIELDS.every((name) => one[name] === other[name]);

function both(theirs, mine, name) {
  if (name === "reach" || mine.includes(theirs.trim())) return mine;
  return theirs.includes(mine.trim()) ? theirs : `${theirs.trimEnd()}\n\n${mine}`;
}

// `randomUUID` is missing where the page is not served over https.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  constructor({ name, url, csrf, draft, version, onState, onDraft }) {
    Object.assign(this, { name, url, csrf, version, onState, onDraft });
    this.now = draft;
    this.base = draft;
    this.sending = null;
    this.isKept = true;
    this.failures = 0;
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
    this.tabs?.addEventListener("message", (event) => this.adopt(event.data));
    for (const [target, type] of [[window, "online"], [window, "pageshow"], [document, "visibilitychange"]]) {
      target.addEventListener(type, () => document.hidden || this.flush());
    }
    window.addEventListener("beforeunload", (event) => this.isPending && !this.isKept && event.preventDefault());
  }

  get isPending() {
    return this.sending !== null || !same(this.now, this.base);
  }

  // What an earlier visit could not send comes back into the form, joined with what was typed before we woke.
  open(typed) {
    const read = this.base;
    const kept = this.kept();
    if (kept) Object.assign(this, kept);
    const now = {};
    for (const name of FIELDS) {
      now[name] = typed[name] === read[name] ? this.now[name] : both(kept ? this.now[name] : "", typed[name], name);
    }
    this.onDraft(now);
    this.edit(now);
    return this.flush();
  }

  kept() {
    try {
      const { now, base, version, sending } = JSON.parse(localStorage.getItem(this.name)) ?? {};
      return now && base ? { now, base, version, sending } : null;
    } catch {
      return null;
    }
  }

  adopt({ now, base, version, sending }) {
    Object.assign(this, { now, base, version, sending });
    this.onDraft(now);
  }

  edit(draft) {
    this.now = draft;
    this.keep();
    if (!this.isPending) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_IN_TYPING);
  }

  keep() {
    const { now, base, version, sending } = this;
    try {
      if (this.isPending) localStorage.setItem(this.name, JSON.stringify({ now, base, version, sending }));
      else localStorage.removeItem(this.name);
      this.isKept = true;
    } catch {
      this.isKept = !this.isPending;
      if (!this.isKept) this.onState("full");
    }
    this.tabs?.postMessage({ now, base, version, sending });
  }

  // One sender at a time, also when the page is open in two tabs.
  flush() {
    clearTimeout(this.timer);
    const send = () => this.sendAll();
    this.running ??= (navigator.locks ? navigator.locks.request(this.name, send) : send()).finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async sendAll() {
    while (this.isPending) {
      this.sending ??= { key: newKey(), version: this.version, base: this.base, draft: this.now };
      this.keep();
      this.onState("saving");
      const sent = this.sending;
      const { kind, answer } = await this.post(sent);
      if (!this.take(kind, answer, sent)) return;
      this.keep();
      if (!this.isPending) this.onState("saved");
    }
  }

  // Whether to go on with what is left.
  take(kind, answer, sent) {
    if (kind === "offline" || kind === "refused") {
      this.onState(!this.isKept ? "full" : kind === "offline" ? "waiting" : "refused");
      this.timer = setTimeout(() => this.flush(), WAITS[Math.min(this.failures++, WAITS.length - 1)]);
      return false;
    }
    this.failures = 0;
    if (kind === "gone") {
      this.onState("gone", answer.text);
      return false;
    }
    this.sending = null;
    if (kind === "invalid") {
      this.keep();
      this.onState("invalid", answer.errors);
      return false;
    }
    if (kind === "saved") this.joinWith(answer.draft ?? sent.draft, answer.draft ?? sent.draft, answer, sent);
    if (kind === "clash") {
      this.joinWith(answer.draft, answer.base, answer, sent);
      this.onState("clash", answer.clash);
    }
    return true;
  }

  // `shown` goes into each field that nobody has typed in since; where somebody has, both texts stand.
  joinWith(shown, stored, { version }, sent) {
    const now = {};
    for (const name of FIELDS) {
      if (this.now[name] === sent.draft[name]) now[name] = shown[name];
      else if (stored[name] === sent.draft[name]) now[name] = this.now[name];
      else now[name] = both(stored[name], this.now[name], name);
    }
    const isChanged = !same(now, this.now);
    Object.assign(this, { now, base: stored, version });
    if (isChanged) this.onDraft(now);
  }

  // Only our own answer with our own key means stored; a sign-in page of the network in a café does not.
  async post(sent) {
    const body = new FormData();
    body.set("key", sent.key);
    body.set("version", sent.version);
    for (const name of FIELDS) {
      body.set(name, sent.draft[name]);
      body.set(`base_${name}`, sent.base[name]);
    }
    let response;
    try {
      response = await fetch(this.url, {
        method: "POST",
        body,
        headers: { Accept: "application/json", "X-CSRFToken": this.csrf },
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout?.(LONGEST_ANSWER),
      });
    } catch {
      return { kind: "offline" };
    }
    const answer = await response.json().catch(() => null);
    return { kind: kindOf(response, answer, sent), answer };
  }
}

function kindOf(response, answer, sent) {
  if (!answer) return "refused";
  if (response.ok && answer.saved === true && answer.key === sent.key) return "saved";
  if (answer.gone === true) return "gone";
  if (answer.saved !== false) return "refused";
  if (response.status === 409) return "clash";
  if (response.status === 422) return "reused";
  return response.status === 400 ? "invalid" : "refused";
}
