// What a phone in the room writes, in an outbox: the ideas that it knows as its own, and commands about them.
//
//   const outbox = openOutbox({ base, session, ack })      posts to `${base}send/`, photos to `${base}bilde/`
//   outbox.own   what this phone wrote: { id, key, phase, kind, text, state, words, late }
//   outbox.pen   outbox.adopt(written)      and what web/outbox has
//
// The `id` of what is own is our key until the server has named it, and the key may stand wherever a command takes
// an id (`id`, `ids`): it is exchanged when the command is sent, after the write that it waits for.

import { newKey, Outbox } from "../web/outbox/outbox.js";

const isOwn = ({ body }) =>
  body.do === "write" || body.do === "photo" || (body.do === "lay" && Boolean(body.text) && !body.id);

const rewritten = ({ do: _word, id: _id, pen: _pen, ...now }) => now;

class RoomOutbox extends Outbox {
  constructor({ base, session, ack }) {
    const headers = { "X-Rom": "1", "Accept-Language": document.documentElement.lang };
    super({ name: `redthread:${session}`, url: `${base}send/`, ack, headers });
    this.photos = `${base}bilde/`;
  }

  get own() {
    return this.records.filter(isOwn).map(({ key, body, state, answer = {} }) => {
      const { do: _word, pen: _pen, ...written } = body;
      const { id = key, refused: words = "", late = false } = answer;
      return { kind: "idea", ...written, id, key, state, words, late };
    });
  }

  // A secret of this phone's for this session. In localStorage, since the page wants it at once.
  get pen() {
    this.newPen ??= newKey();
    const name = `${this.name}:pen`;
    try {
      if (!localStorage.getItem(name)) localStorage.setItem(name, this.newPen);
      return localStorage.getItem(name);
    } catch {
      return this.newPen;
    }
  }

  // What was written on another phone with the same pen: { id, phase, kind, text } each.
  adopt(written) {
    const record = ({ id, ...body }) => {
      const key = newKey();
      return [key, { key, n: ++this.last, body: { do: "write", ...body }, state: "sent", answer: { id } }];
    };
    return this.keep(written.map(record));
  }

  refs({ body: { id, ids = [] } }) {
    return [id, ...ids];
  }

  addressed(body) {
    const name = (ref) => this.records.find(({ key }) => key === ref)?.answer?.id ?? ref;
    return { ...body, ...(body.id && { id: name(body.id) }), ...(body.ids && { ids: body.ids.map(name) }) };
  }

  request(record, bytes) {
    if (!record.file) return super.request(record, bytes);
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...record.body, key: record.key })) body.set(name, value);
    body.set("file", new Blob([bytes]), "bilde.jpg"); // the same bytes each time, under the same key
    return { url: this.photos, headers: this.headers, body };
  }

  isKept(record) {
    return isOwn(record);
  }

  after({ body, state }) {
    const { id } = this.addressed(body);
    const about = this.records.find((one) => isOwn(one) && (one.answer?.id ?? one.key) === id);
    if (state !== "sent" || !about) return [];
    if (body.do === "take_back") return [[about.key, null]];
    if (body.do === "rewrite") return [[about.key, { ...about, body: { ...about.body, ...rewritten(body) } }]];
    return [];
  }
}

export const openOutbox = (options) => new RoomOutbox(options);
