// What somebody types in the summary, in an outbox. On its shelf lies the draft, from the first letter until the
// server has it, and the save that is on its way.
//
// A save is frozen under its own key before it is sent, and the same key is sent until an answer has come, so
// that an answer that was lost on the way costs nothing. What is typed meanwhile goes in the next save.
//
//   outbox.open(typed)   outbox.edit(draft)   outbox.sendPhoto(bytes)
//   outbox.state    "saving", "saved", "waiting", "refused", "invalid", "full", "gone", or "" before anything is typed
//   outbox.photo    what has become of the last photo: its answer, and `isFailing` while it waits for the network
//   outbox.errors   the server's words for each field     outbox.clash   when somebody else wrote at the same time

import { Outbox } from "../web/outbox/outbox.js";
import { both, FIELDS, joined, same } from "./drafts.js";

const DRAFT = "draft";
const PAUSE_IN_TYPING = 700;

export class SummaryOutbox extends Outbox {
  constructor({ name, url, photoUrl, ack, csrf, draft, version, onDraft }) {
    super({ name, url, ack, headers: { Accept: "application/json", "X-CSRFToken": csrf } });
    Object.assign(this, { photoUrl, photo: null, version, onDraft, now: draft, base: draft });
    this.page = draft;
    this.typedAt = {}; // when each field was last changed, in whichever tab; the newest stands in all of them
    Object.assign(this, { isOpen: false, hasTyped: false, trouble: "", clash: "", refused: null });
  }

  get isPending() {
    return this.saves.length > 0 || !same(this.now, this.base);
  }

  get saves() {
    return this.waiting.filter((one) => !one.isPhoto);
  }

  get photos() {
    return this.waiting.filter((one) => one.isPhoto);
  }

  get state() {
    if (this.stopped) return "gone";
    if (!this.isPending) return this.hasTyped ? "saved" : "";
    if (this.errors) return "invalid";
    return this.keepsWords ? this.trouble || "saving" : "full";
  }

  get errors() {
    return this.refused && same(this.now, this.refused.draft) ? this.refused.errors : null;
  }

  async start() {
    await this.read();
    await this.takeOver();
    await super.start();
  }

  // What an earlier visit could not send comes back into the form, joined with what was typed before we woke.
  open(typed) {
    this.isOpen = true;
    if (this.photos.length) this.photo ??= {};
    const now = joined({ now: typed, before: this.page, shown: this.now });
    this.onDraft(now);
    this.edit(now);
    this.flush();
  }

  edit(draft) {
    if (!this.isOpen) return; // it is read when we open
    this.change(draft);
    const isThere = this.records.some(({ key }) => key === DRAFT);
    if (this.isPending || isThere) this.keep([this.kept()]);
    if (!this.isPending) return;
    this.hasTyped = true;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.flush(), PAUSE_IN_TYPING);
  }

  // The draft lies on the shelf as long as there is something in it that the server has not got.
  kept(isOnWay = this.saves.length > 0) {
    const isPending = isOnWay || !same(this.now, this.base);
    return [DRAFT, isPending ? { key: DRAFT, n: 0, state: "draft", ...this.news } : null];
  }

  isKept({ key }) {
    return key === DRAFT;
  }

  // Freezes what is typed. What the server has refused is not sent again until somebody has changed it.
  more() {
    if (!this.isOpen || this.errors || same(this.now, this.base)) return null;
    return { version: this.version, base: this.base, draft: this.now };
  }

  // Another photo takes the place of one that is not sent.
  async sendPhoto(bytes) {
    const record = { ...this.made({ isPhoto: true }), file: bytes.byteLength };
    this.photo = {};
    this.storing.add(record.key);
    await this.keep([...this.photos.map(({ key }) => [key, null]), [record.key, record, bytes]]);
    this.storing.delete(record.key);
    this.flush();
  }

  request({ key, file, body: { version, base, draft } }, bytes) {
    if (file) return this.photoRequest(key, bytes);
    const body = new URLSearchParams({ key, version, ...draft });
    for (const [name, text] of Object.entries(base)) body.set(`base_${name}`, text);
    const headers = { ...this.headers, "Content-Type": "application/x-www-form-urlencoded" };
    return { url: this.url, headers, body: String(body) };
  }

  photoRequest(key, bytes) {
    const body = new FormData();
    body.set("key", key);
    body.set("photo", new Blob([bytes]), "bilde.jpg");
    return { url: this.photoUrl, headers: this.headers, body };
  }

  failed({ file }, isReached) {
    if (file) this.photo = { isFailing: true };
    else this.trouble = isReached ? "refused" : "waiting";
    this.tell();
  }

  // A clash is a refusal that brings what both have written; a reused key brings nothing, and the next is a new one.
  after({ key, body: sent, state, answer }) {
    if (sent.isPhoto) this.photo = answer;
    return sent.isPhoto ? [] : this.afterSave({ key, sent, state, answer });
  }

  afterSave({ key, sent, state, answer }) {
    this.trouble = "";
    const { draft = state === "sent" && sent.draft, base = draft, version, clash = "" } = answer;
    if (draft && version > this.version) {
      const now = joined({ now: this.now, before: sent.draft, shown: draft, stored: base });
      this.clash ||= clash;
      Object.assign(this, { base, version });
      if (this.change(now) && this.isOpen) this.onDraft(now);
    } else if (state === "refused" && !answer.key_reused) {
      this.refused = { draft: sent.draft, errors: answer.errors ?? {} };
    }
    const isOnWay = this.saves.some((one) => one.key !== key);
    if (!isOnWay && same(this.now, this.base)) this.forgetBefore();
    return [this.kept(isOnWay)];
  }

  // Whether anything was another.
  change(now) {
    const changed = FIELDS.filter((name) => now[name] !== this.now[name]);
    for (const name of changed) this.typedAt[name] = Math.max((this.typedAt[name] ?? 0) + 1, Date.now());
    this.now = now;
    return changed.length > 0;
  }

  get news() {
    const { now, typedAt, base, version } = this;
    return { now, typedAt, base, version };
  }

  hear(news) {
    this.adopt(news);
    this.read();
  }

  arrange(stored) {
    super.arrange(stored);
    const draft = this.records.find(({ key }) => key === DRAFT);
    if (draft) this.adopt(draft);
  }

  // From another tab, or from an earlier visit.
  adopt({ now, typedAt, base, version }) {
    const newer = FIELDS.filter((name) => (typedAt[name] ?? 0) > (this.typedAt[name] ?? 0));
    const isFirst = newer.length > 0 && Object.keys(this.typedAt).length === 0;
    if (isFirst) this.now = now;
    if (isFirst || version > this.version) Object.assign(this, { base, version });
    if (newer.length === 0) return;
    const pick = (from) => Object.fromEntries(newer.map((name) => [name, from[name]]));
    this.hasTyped = true;
    this.now = { ...this.now, ...pick(now) };
    this.typedAt = { ...this.typedAt, ...pick(typedAt) };
    if (this.isOpen) this.onDraft(this.now);
  }

  // What the page kept elsewhere before it had a shelf.
  async takeOver() {
    const { now, base, version, sending } = this.before();
    if (!now || !base) return;
    const isFirst = Object.keys(this.typedAt).length === 0;
    if (isFirst) Object.assign(this, { base, version });
    this.change(isFirst ? now : both(now, this.now));
    const saves = [sending ?? []].flat().map(({ key, ...body }) => [key, { ...this.made(body), key }]);
    await this.keep([...saves, this.kept(saves.length > 0)]);
    if (!this.full) this.forgetBefore();
  }

  before() {
    try {
      return JSON.parse(localStorage.getItem(this.name)) ?? {};
    } catch {
      return {};
    }
  }

  forgetBefore() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Where nothing can be read, nothing was kept.
    }
  }
}
