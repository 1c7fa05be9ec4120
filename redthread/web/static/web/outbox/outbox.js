// Keeps every command on the phone until the server has signed for it. No service worker and no Background Sync:
// it sends while a page is open, and what is unsent when the page is gone is sent by the next page.
//
//   const outbox = new Outbox({ name, url, ack, headers })   posts to `url`; `name` is that of the store
//   outbox.send(command, bytes)   → the server's answer; rejects with { refused, status, … }
//   outbox.waiting   the commands that are not sent
//   outbox.full      the phone has no room: what waits is lost if the page is closed
//   outbox.stopped   the server's words when this phone may send no more; what waits is kept
//   outbox.onChange(fn)   outbox.ready   outbox.drop(key)
//
// The server answers { key, ack } with 200 when it is done, { refused: words } with 409 or 422 when it never will be,
// with 403 or 404 when nothing will, and with 429 and `wait` when it must wait. All else is somebody else's answer.
// Who needs more than this says so in the methods of a class of its own, below «What others may say».
//
// The store on the phone is the truth; tabs only tell each other to read it again. A command may be sent twice,
// by two tabs or after an answer that was lost; its key makes it happen once.

import { isWaiting, Kept } from "./kept.js";
import { openLanes } from "./lanes.js";
import { hex, isSigned } from "./receipt.js";
import { LEASE } from "./shelf.js";

const MOST_CRASHES = 3; // what the server has stumbled on this often lets the others pass

export const newKey = () => hex(crypto.getRandomValues(new Uint8Array(16)));

export class Outbox extends Kept {
  constructor({ name, url, ack, headers = {} }) {
    super(name);
    Object.assign(this, { url, ack, headers, stopped: "" });
    this.storing = new Set();
    this.promises = new Map();
    this.crashes = new Map();
    this.lanes = openLanes();
    this.tab = newKey();
    for (const type of ["online", "pageshow", "redthread:reached"]) addEventListener(type, () => this.poke());
    document.addEventListener("visibilitychange", () => document.hidden || this.poke());
    addEventListener("pagehide", () => this.holdsLease && this.shelf.free().catch(() => {}));
    const isLost = () => this.full && (this.isPending || this.waiting.length > 0);
    addEventListener("beforeunload", (event) => isLost() && event.preventDefault());
    this.ready = this.start();
  }

  // What others may say: what lies in front of a command, what it is sent as, and what becomes of it.

  // Keys of commands that must be done first.
  refs(_record) {
    return [];
  }

  addressed(body) {
    return body;
  }

  // What is posted: { url, body, headers }. `bytes` are those of the record's file.
  request(record, _bytes) {
    const headers = { ...this.headers, "Content-Type": "application/json" };
    return { url: this.url, headers, body: JSON.stringify({ ...this.addressed(record.body), key: record.key }) };
  }

  // Whether the record stays on the phone when it has its answer.
  isKept(_record) {
    return false;
  }

  // Pairs of key and record, or key and null, that change in the same moment as `record` gets its answer.
  after(_record) {
    return [];
  }

  // Asked of the tab that sends when nothing waits: a command that it makes now, or nothing.
  more() {
    return null;
  }

  // A try has failed: nobody answered, or somebody who is not our server.
  failed(_record, _isReached) {}

  get isPending() {
    return this.waiting.length > 0;
  }

  // What it does.

  get waiting() {
    return this.records.filter(isWaiting).map(({ key, body }) => ({ ...this.addressed(body), key }));
  }

  get holdsLease() {
    return this.lanes.some((lane) => lane.holds);
  }

  // With `bytes` (an ArrayBuffer) it goes in a lane of its own, and holds no other command back.
  send(command, bytes) {
    const record = { ...this.made(command), isAwaited: true, ...(bytes && { file: bytes.byteLength }) };
    const promise = new Promise((resolve, reject) => this.promises.set(record.key, { resolve, reject }));
    promise.catch(() => {}); // whoever looks at the outbox instead need not catch it
    this.storing.add(record.key);
    this.keep([[record.key, record, bytes]]).then(() => {
      this.storing.delete(record.key);
      if (this.stopped) this.settle(record.key, { refused: this.stopped, status: 403 });
      this.flush();
    });
    return promise;
  }

  made(command) {
    this.last = Math.max(this.last + 1, Date.now()); // a phone's clock may be set back
    return { key: newKey(), n: this.last, body: { ...command }, state: "waiting" };
  }

  async start() {
    await this.read();
    const orphans = this.records.filter((record) => !isWaiting(record) && !this.isKept(record));
    await this.keep(orphans.map(({ key }) => [key, null])); // nobody waits for these answers any more
    this.flush();
  }

  async read() {
    await super.read();
    for (const key of [...this.promises.keys()]) {
      const record = this.records.find((one) => one.key === key);
      if (isWaiting(record)) continue;
      this.settle(key, record?.answer ?? { key }); // another tab has sent it
      if (record && !this.isKept(record)) this.keep([[key, null]]);
    }
  }

  settle(key, answer) {
    const promise = this.promises.get(key);
    this.promises.delete(key);
    if (answer.refused) promise?.reject(answer);
    else promise?.resolve(answer);
  }

  // There is news of the network, so it is worth while to try at once.
  poke() {
    for (const lane of this.lanes) lane.poke();
    this.flush();
  }

  flush() {
    for (const lane of this.lanes) this.ask(lane);
  }

  ask(lane) {
    lane.isAsked = true;
    lane.running ??= this.run(lane);
  }

  async run(lane) {
    while (lane.isAsked && !this.stopped) {
      lane.isAsked = false;
      clearTimeout(lane.timer);
      const pause = await this.sendAll(lane).catch(() => lane.nextPause());
      if (pause) lane.timer = setTimeout(() => this.ask(lane), pause);
    }
    lane.running = null;
  }

  // Gives how long to wait before the next try, 0 when nothing is left.
  async sendAll(lane) {
    await this.ready;
    await this.read();
    try {
      return await this.sendInTurn(lane);
    } finally {
      const held = this.holdsLease;
      lane.holds = false;
      if (held && !this.holdsLease) await this.lease(0);
    }
  }

  async sendInTurn(lane) {
    let pause = 0;
    while (!pause && !this.stopped && this.hasWork(lane)) {
      pause = Math.max(0, lane.notBefore - performance.now());
      if (pause) break;
      lane.holds = await this.lease();
      if (!lane.holds) return LEASE / 8; // another tab sends
      await this.read();
      const record = this.next(lane) ?? (await this.latest(lane));
      if (!record) break;
      pause = await this.take(lane, record, await this.post(lane, record));
    }
    return pause;
  }

  hasWork(lane) {
    return this.records.some((one) => isWaiting(one) && lane.takes(one)) || (lane.isLight && this.isPending);
  }

  // Where the store fails there are no turns to take, and sending twice does no harm.
  lease(length) {
    return this.shelf.lease(this.tab, length).catch(() => true);
  }

  // The oldest that is on the shelf and needs nothing that is unsent.
  next(lane) {
    const unsent = new Set(this.records.filter(isWaiting).map(({ key }) => key));
    const isReady = (one) => unsent.has(one.key) && !this.storing.has(one.key) && lane.takes(one);
    const ready = this.records.filter((one) => isReady(one) && !this.refs(one).some((ref) => unsent.has(ref)));
    return ready.find(({ key }) => (this.crashes.get(key) ?? 0) < MOST_CRASHES) ?? ready[0];
  }

  async latest(lane) {
    const command = lane.isLight && !this.records.some((one) => isWaiting(one) && lane.takes(one)) && this.more();
    if (!command) return null;
    const record = this.made(command);
    await this.keep([[record.key, record]]);
    return record;
  }

  async post(lane, record) {
    const needed = this.refs(record).map((ref) => this.records.find(({ key }) => key === ref));
    const refused = needed.find((one) => one?.state === "refused");
    if (refused) return { status: 409, answer: { refused: refused.answer.refused } };
    const bytes = record.file && (this.unstored.get(record.key)?.[2] ?? (await this.shelf.file(record.key)));
    const renewal = setInterval(() => this.lease(), LEASE / 3);
    try {
      return await lane.post(this.request(record, bytes));
    } finally {
      clearInterval(renewal);
    }
  }

  // Gives how long to wait. Whatever is not plainly our server's answer to this key counts as not sent.
  async take(lane, record, { status, answer, isReached }) {
    if (status === 200 && (await isSigned(answer, record.key, this.ack))) {
      return this.done(lane, record, "sent", answer);
    }
    const { refused, wait } = answer ?? {};
    if (typeof refused === "string") {
      if (status === 409 || status === 422) return this.done(lane, record, "refused", { ...answer, status });
      if (status === 403 || status === 404) return this.stop(refused);
      if (status === 429 && wait > 0) {
        lane.notBefore = performance.now() + 1000 * wait;
        return 1000 * wait;
      }
    }
    if (status === 500) this.crashes.set(record.key, (this.crashes.get(record.key) ?? 0) + 1);
    this.failed(record, isReached);
    return lane.nextPause();
  }

  async done(lane, { file: _file, ...record }, state, answer) {
    lane.failures = 0;
    const answered = { ...record, state, answer };
    const isRead = this.isKept(record) || (record.isAwaited && !this.promises.has(record.key));
    const changes = [[record.key, isRead ? answered : null], ...this.after(answered)];
    const kept = this.keep(changes);
    this.settle(record.key, answer);
    await kept;
    if (this.waiting.length) this.flush(); // something may have waited for this in the other lane
    return 0;
  }

  stop(words) {
    this.stopped = words;
    for (const key of [...this.promises.keys()]) this.settle(key, { refused: words, status: 403 });
    this.tell();
    return 0;
  }
}
