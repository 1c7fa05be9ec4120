// What the table makes together: one writes for all, and whoever writes next goes on in the same text.

import { el } from "./dom.js";
import { own, ownIn, pile, shown } from "./ideas.js";
import { material } from "./material.js";
import { button, field, list, quiet, row, sheet } from "./parts.js";
import { photo } from "./photo.js";
import { mayWrite } from "./seen.js";
import { say } from "./words.js";
import { writer } from "./write.js";

const PAUSE = 2500; // in typing, before the others see it

export function make(p, phase) {
  const made = p.seen.shown(phase.key);
  const texts = made.filter((item) => item.kind === "product" && item.text);
  const writes = p.isOld || mayWrite(p.seen, phase);
  return {
    body: [
      noScribe(p, phase),
      list(made.map((item) => (writes && texts.includes(item) ? text(p, phase, item) : shown(p, item)))),
      waiting(p, phase, texts),
      material(p, phase),
    ],
    foot: [
      texts.length === 0 || p.drafts.get(`${phase.key}/new`)
        ? writer(p, phase, { label: say("make_label") })
        : writes && takesPhoto(phase) && photo(p, phase, { text: say("take_photo"), look: "second" }),
    ],
  };
}

export function picture(p, phase) {
  const writes = p.isOld || mayWrite(p.seen, phase);
  return {
    body: [noScribe(p, phase), pile(p, phase), material(p, phase)],
    foot: [
      writes && photo(p, phase, { text: say("take_photo"), look: "main" }),
      writer(p, phase, { kind: "product", label: say("photo_says"), look: "second" }),
    ],
  };
}

const takesPhoto = (phase) => phase.kinds.includes("photo") && !phase.rules.includes("no_photos");

// Nobody has the card: whoever takes it writes for all, and the others see that somebody does.
export function noScribe(p, phase) {
  if (phase.writes !== "scribe" || p.seen.holders("scribe").length || p.isOld) return null;
  const take = () => p.act({ do: "take_card", role: "scribe" });
  return el(
    "div",
    { class: "note", key: "no-scribe" },
    el("p", {}, say("no_scribe")),
    button(p, say("i_am_scribe"), take, { busy: "take_card" }),
  );
}

// The common text with a field of its own: saved in the pauses, and never taken from under whoever types.
function text(p, phase, item) {
  const name = `${phase.key}/made-${item.id}`;
  const state = p.ui(name);
  if (!state.open && !p.drafts.get(name)) {
    const open = () => p.open(name, (state.base = item.text));
    const source = item.source && quiet(say("from_visitors", { n: item.source.table }));
    return sheet(item.id, item.text, source, row(button(p, say("go_on_writing"), open)));
  }
  const save = () => {
    clearTimeout(state.timer);
    const now = p.drafts.get(name).trim();
    const command = { do: "rewrite", id: item.id, text: now, pen: p.outbox.pen };
    if (now && now !== state.base) p.send(command, { [name]: now });
    state.base = now;
  };
  const close = () => {
    save();
    p.close(name);
  };
  const onblur = save;
  const oninput = (event) => {
    p.drafts.set(name, event.target.value);
    clearTimeout(state.timer);
    state.timer = setTimeout(save, PAUSE);
    p.redraw();
  };
  return sheet(
    item.id,
    "",
    field(p, { name, label: say("make_label"), lines: 6, oninput, onblur }),
    quiet(item.text === p.drafts.get(name).trim() ? say("saved") : say("saves_itself")),
    row(button(p, say("done_writing"), close, { look: "main" })),
  );
}

// What is on its way and not out yet: the first text, and photos.
function waiting(p, phase, texts) {
  const ids = new Set(texts.map((item) => item.id));
  const mine = ownIn(p, [phase.key]).filter((one) => one.state !== "sent" && !ids.has(one.id));
  const text = (one) => sheet(one.key, one.text, quiet(one.words || say("sending")));
  const left = mine.filter((one) => one.kind === "photo" || one.kind === "product");
  return list(left.map((one) => (one.kind === "photo" ? own(p, one) : text(one))));
}
