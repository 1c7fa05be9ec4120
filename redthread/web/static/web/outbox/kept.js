// What lies in an outbox, the same in all tabs: on the shelf, with what the phone had no room for in memory.

import { Shelf } from "./shelf.js";

export const isWaiting = (record) => record?.state === "waiting";

export class Kept {
  constructor(name) {
    Object.assign(this, { name, full: false, keepsWords: true, last: 0 });
    this.shelf = new Shelf(name);
    this.records = []; // oldest first
    this.unstored = new Map(); // key → [key, record, bytes], where the record is null for what is gone
    this.listeners = new Set();
    this.tabs = "BroadcastChannel" in window ? new BroadcastChannel(name) : null;
    this.tabs?.addEventListener("message", ({ data }) => this.hear(data));
  }

  // Gives a function that stops it.
  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // Away with what was refused, when the person has read why.
  drop(key) {
    return this.keep([[key, null]]);
  }

  // What the other tabs are told, and what is done with it.
  get news() {
    return "read";
  }

  hear(_news) {
    this.read();
  }

  async read() {
    this.arrange(await this.shelf.all().catch(() => this.records));
  }

  async keep(changes) {
    if (changes.length === 0) return;
    for (const change of changes) this.unstored.set(change[0], change);
    this.arrange(this.records);
    const all = [...this.unstored.values()]; // also what there was no room for before
    const isLight = ([, , bytes]) => !bytes; // where a photo has no room, words may have
    const isAll = await this.store(all);
    this.keepsWords = isAll || (!all.every(isLight) && (await this.store(all.filter(isLight))));
    this.full = !isAll;
    this.tell();
    this.tabs?.postMessage(this.news);
  }

  async store(changes) {
    try {
      await this.shelf.keep(changes);
    } catch {
      return false;
    }
    for (const change of changes) if (this.unstored.get(change[0]) === change) this.unstored.delete(change[0]);
    return true;
  }

  arrange(stored) {
    const found = new Map(stored.map((record) => [record.key, record]));
    for (const [key, record] of this.unstored.values()) record ? found.set(key, record) : found.delete(key);
    this.records = [...found.values()].sort((one, other) => one.n - other.n);
    this.last = Math.max(this.last, this.records.at(-1)?.n ?? 0);
    this.tell();
  }

  // Later, so that a fault in the page is not ours.
  tell() {
    for (const listener of this.listeners) queueMicrotask(listener);
  }
}
