// Talk, questions and reading: what was brought along, what is written down on the way, and who wants the floor.

import { el } from "./dom.js";
import { pile, shown } from "./ideas.js";
import { noScribe } from "./make.js";
import { material, unshown } from "./material.js";
import { button, folded, list, quiet, row, section } from "./parts.js";
import { mayWrite } from "./seen.js";
import { count, hourOf, nameOf, say } from "./words.js";
import { writer } from "./write.js";

export function talk(p, phase) {
  return {
    body: [
      noScribe(p, phase),
      visitors(p, phase),
      pile(p, phase),
      mayShow(phase) && unshown(p, phase),
      floor(p, phase),
      material(p, phase),
    ],
    foot: [writer(p, phase)],
  };
}

const mayShow = (phase) => phase.sees !== "author" && phase.writes !== "nobody";

export function read(p, phase) {
  return { body: [people(p), floor(p, phase), pile(p, phase)], foot: [phase.writes !== "nobody" && writer(p, phase)] };
}

export function pause(p) {
  const ends = p.seen.head.ends_at;
  return { body: [ends && el("p", { class: "big" }, say("goes_on_at", { time: hourOf(ends) }))], foot: [] };
}

// What visitors left, when the table is home again.
function visitors(p, phase) {
  const walks = p.seen.sources(phase).filter((from) => from.kind === "rotate" && phase.uses.includes(from.key));
  const notes = walks.flatMap((from) => p.seen.shown(from.key));
  if (notes.length === 0) return null;
  const taken = (note) => p.seen.shown(phase.key).some((item) => item.source && item.text === note.text);
  const take = (note) => () => p.act({ do: "take_in", id: note.id, phase: phase.key }, `take_in ${note.id}`);
  const offer = (note) =>
    taken(note) ? quiet(say("taken_in")) : button(p, say("take_in"), take(note), { busy: `take_in ${note.id}` });
  return section(
    say("visitors_left"),
    list(notes.map((note) => shown(p, note, mayWrite(p.seen, phase) && offer(note)))),
  );
}

// Presenting: whose table it is, and what it shows.
export function present(p, phase) {
  const turn = phase.repeat === "table" ? p.seen.presents : null;
  const out = p.seen.shown(phase.key);
  const now = out.filter((item) => item.table === turn);
  const before = out.filter((item) => item.table !== turn);
  const whose = turn === p.seen.me.table ? say("your_table_presents") : say("table_presents", { n: turn });
  return {
    lead: turn && el("p", { class: turn === p.seen.me.table ? "turn mine big" : "turn big", key: "turn" }, whose),
    body: [
      turn && list(now.map((item) => shown(p, item))),
      floor(p, phase),
      turn ? presented(p, before) : pile(p, phase),
      phase.repeat !== "table" && mayShow(phase) && unshown(p, phase),
    ],
    foot: [phase.writes !== "nobody" && writer(p, phase)],
  };
}

function presented(p, items) {
  if (items.length === 0) return null;
  return folded("before", count("presented", items.length), list(items.map((item) => shown(p, item))));
}

export function people(p) {
  const { me, head } = p.seen;
  const names = head.people.map((one) => (one.id === me.id ? say("you") : nameOf(one)));
  return section(
    say("at_your_table"),
    el("ul", { class: "people" }, names.map((name, place) => el("li", { key: head.people[place].id }, name))),
  );
}

// The list of speakers, where everybody sits together.
export function floor(p, phase) {
  if (phase && phase.seats !== "all") return null;
  const { me, speakers } = p.seen;
  const place = speakers.findIndex((one) => one.id === me.id);
  const ask = place < 0 ? ["ask", say("ask_to_speak")] : ["unask", say("do_not_speak")];
  return el(
    "div",
    { class: "note", key: "floor" },
    place >= 0 && el("p", {}, place === 0 ? say("you_speak_next") : say("your_place", { n: place + 1 })),
    speakers.length > 0 && place < 0 && quiet(say("speakers", { names: speakers.map(nameOf).join(", ") })),
    row(button(p, ask[1], () => p.act({ do: ask[0] }), { busy: ask[0], look: "second" })),
  );
}
