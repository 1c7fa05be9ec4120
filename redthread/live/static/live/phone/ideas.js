// What somebody wrote: one's own with how far it has come, and what lies before everybody.

import { el } from "./dom.js";
import { button, field, list, row } from "./parts.js";
import { openPromise, promiseEditor } from "./promise.js";
import { config, dayOf, say } from "./words.js";

// What this phone wrote in those phases, with what it has asked for since and is not sent.
export function ownIn(p, keys) {
  const asked = p.outbox.waiting;
  const about = (one, word) => asked.findLast((command) => command.do === word && command.id === one.id);
  return p.outbox.own
    .filter((one) => keys.includes(one.phase) && !about(one, "take_back"))
    .map((one) => {
      const anew = about(one, "rewrite");
      return anew ? { ...one, text: anew.text, asked: anew, state: "waiting" } : one;
    });
}

// «sendes …», «sendt», or why it was not taken.
function fate(one) {
  if (one.state === "refused") return el("p", { class: "fate refused" }, one.words);
  const key = one.state !== "sent" ? "sending" : one.late ? "sent_late" : "sent";
  return el("p", { class: `fate ${one.state}` }, say(key));
}

// One's own words, to change or to take back.
export function own(p, one) {
  const edit = `${one.phase}/edit-${one.key}`;
  const fields = one.kind === "commitment" ? promiseEditor(p, one, edit) : editor(p, one, edit);
  const body = fields ?? [words(one), about(one), row(fate(one), ownActions(p, one, edit))];
  return el("li", { class: "idea own", key: one.key }, body);
}

function ownActions(p, one, edit) {
  if (one.state === "refused") return refusedActions(p, one);
  const take = `take_back ${one.id}`;
  const away = () => p.act({ do: "take_back", id: one.id, pen: p.outbox.pen }, take);
  const open = one.kind === "commitment" ? openPromise(p, facts(one), edit) : () => p.open(edit, one.text);
  return [
    one.kind !== "photo" && button(p, say("edit"), open, { look: "plain" }),
    button(p, say("take_back"), away, { look: "plain", busy: take }),
  ];
}

// The words go back into the field that they came from, or away.
function refusedActions(p, one) {
  const again = () => {
    p.type(`${one.phase}/${one.kind === "commitment" ? "what" : "new"}`, one.text);
    p.outbox.drop(one.key);
  };
  return [
    one.text && button(p, say("write_again"), again, { look: "plain" }),
    button(p, say("take_away"), () => p.outbox.drop(one.key), { look: "plain" }),
  ];
}

function editor(p, one, edit) {
  if (!p.ui(edit).open && !p.drafts.get(edit)) return null;
  const save = () => {
    const text = p.drafts.get(edit).trim();
    p.close(edit);
    if (text && text !== one.text) p.send({ do: "rewrite", id: one.id, text, pen: p.outbox.pen }, { [edit]: text });
  };
  return [
    field(p, { name: edit, label: say("edit_label"), onEnter: save }),
    row(
      button(p, say("save"), save, { look: "main" }),
      button(p, say("cancel"), () => p.close(edit), { look: "plain" }),
    ),
  ];
}

// What lies before the circle. `extra` is what can be done with it.
export function shown(p, item, extra) {
  return el("li", { class: "idea", key: item.id }, words(item), about(item), extra && row(extra));
}

// A photo that the room has is seen; one that it has not is told of.
export function words(item) {
  const address = `${config.base}bilde/${item.id}/`;
  const text = item.text || (item.kind === "photo" && !item.photo && say("photo"));
  return [
    item.photo && el("img", { class: "photo", src: address, alt: say("photo"), loading: "lazy" }),
    text && el("p", { class: "words" }, text),
  ];
}

// Of a promise: what the room knows goes before what this phone wrote first, and what it has asked for since before both.
const facts = (item) => ({ ...item, ...item.more, ...item.asked });

// What stands as promised, for whoever may change it though another wrote it.
export function changeable(p, item, edit) {
  const open = button(p, say("edit"), openPromise(p, facts(item), edit), { look: "plain" });
  const fields = promiseEditor(p, item, edit);
  return fields ? el("li", { class: "idea", key: item.id }, fields) : shown(p, item, open);
}

// What is done with an objection: «Prøves i det små: på 5. trinn».
export function outcome({ more, reply }) {
  if (!more?.answer) return reply ? say("replied", { reply }) : "";
  return [say(`answer_${more.answer}`), reply].filter(Boolean).join(": ");
}

function about(item) {
  const more = facts(item);
  const lines = [
    item.name,
    item.kind === "question" && say("a_question"),
    item.source && say("from_visitors", { n: item.source.table }) + (item.source.name ? `: ${item.source.name}` : ""),
    more.who && say("by_whom", { who: more.who }),
    more.due_on && say("by_when", { day: dayOf(more.due_on) }),
    more.reach && say("by_reach", { reach: more.reach }),
    outcome(item),
  ];
  return lines.filter(Boolean).map((text) => el("p", { class: "fate" }, text));
}

// What is out, one's own marked as one's own. `others` draws the rest. A promise that stands may have been changed by
// another, and then the room knows its words best.
export function outOf(p, items, keys, others = (item) => shown(p, item)) {
  const mine = new Map(ownIn(p, keys).map((one) => [one.id, one]));
  const stands = (one) => one.kind === "commitment" && one.state === "sent";
  return items.map((item) => {
    const one = mine.get(item.id);
    if (!one) return others(item);
    return own(p, { ...item, ...one, ...(stands(one) && { text: item.text }) });
  });
}

// Everything of a phase: one's own that is not out, and what is.
export function pile(p, phase, others) {
  const out = p.seen.shown(phase.key);
  const ids = new Set(out.map((item) => item.id));
  const rest = ownIn(p, [phase.key]).filter((one) => !ids.has(one.id));
  return list([...rest.reverse().map((one) => own(p, one)), ...outOf(p, out, [phase.key], others)]);
}
