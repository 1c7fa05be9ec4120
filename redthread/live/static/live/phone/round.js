// The round: one thing a turn, in order, until everybody is empty.

import { el } from "./dom.js";
import { outOf, own, ownIn } from "./ideas.js";
import { material } from "./material.js";
import { button, choice, field, folded, list, quiet, row } from "./parts.js";
import { count, nameOf, say } from "./words.js";
import { withName, writer } from "./write.js";

const NEW = "new";
const NEXT_SHOWN = 4;

export function round(p, phase) {
  const turn = p.seen.turn(phase);
  const mine = turn !== null && turn.current === p.seen.me.id;
  const lead = turn && order(p, phase, turn, mine);
  const body = [refused(p, phase), mine && pick(p, phase), out(p, phase), !mine && ready(p, phase), material(p, phase)];
  if (!turn || p.isOld) return { lead, body, foot: [writer(p, phase)] };
  if (mine) return { lead, body, foot: [myTurn(p, phase, turn)] };
  return { lead, body, foot: [emptied(p, phase, turn), !turn.over && phase.writes === "turn" && later(p, phase)] };
}

// Who has the turn, and who comes after.
function order(p, phase, turn, mine) {
  if (turn.over) return el("p", { class: "big" }, say(turn.order.length ? "round_over" : "round_nobody"));
  const person = (one) => (one.id === p.seen.me.id ? say("you") : nameOf(one));
  const at = turn.order.findIndex((one) => one.id === turn.current);
  const next = [...turn.order.slice(at + 1), ...turn.order.slice(0, at)].filter((one) => !one.empty);
  const names = next.slice(0, NEXT_SHOWN).map(person).join(", ");
  const more = next.length - NEXT_SHOWN;
  return el(
    "div",
    { class: mine ? "turn mine" : "turn", key: "turn" },
    el("p", { class: "big" }, mine ? say("your_turn") : say("has_turn", { name: nameOf(turn.order[at]) })),
    next.length > 0 && quiet(say("then", { names }), more > 0 && ` ${count("and_more", more)}`),
    !mine && skips(p, phase, turn),
  );
}

const unlaid = (p, phase) => {
  const there = new Set(p.seen.shown(phase.key).map((item) => item.id));
  const keys = phase.uses.length ? [...phase.uses, phase.key] : [phase.key];
  return ownIn(p, keys).filter((one) => one.kind !== "photo" && one.state !== "refused" && !there.has(one.id));
};

// One of my own, or a new one; what is typed is what is chosen.
function picked(p, phase) {
  const ids = unlaid(p, phase).map((one) => one.id);
  const chosen = p.ui(`pick ${phase.key}`).id;
  if (chosen === NEW || ids.includes(chosen)) return chosen;
  return p.drafts.get(`${phase.key}/new`).trim() || ids.length === 0 ? NEW : ids[0];
}

function pick(p, phase) {
  const ideas = unlaid(p, phase);
  const now = picked(p, phase);
  const choose = (id) => () => {
    p.ui(`pick ${phase.key}`).id = id;
    p.redraw();
  };
  const option = (value, text) =>
    choice("radio", { name: "pick", value, text, checked: now === value, onchange: choose(value) });
  if (ideas.length === 0) return null;
  return el(
    "fieldset",
    { key: "pick" },
    el("legend", {}, say("pick_one")),
    ideas.map((one) => option(one.id, one.text)),
    option(NEW, say("something_new")),
  );
}

function myTurn(p, phase, turn) {
  const at = { phase: phase.key, turn: turn.used };
  const name = `${phase.key}/new`;
  const now = picked(p, phase);
  const typed = p.drafts.get(name).trim();
  const isSpoken = now === NEW && !typed;
  const lay = () => {
    const what = now === NEW ? { text: typed } : { id: now };
    p.ui(`pick ${phase.key}`).id = undefined;
    if (now === NEW) p.type(name, "");
    p.send({ do: "lay", ...at, ...what, pen: p.outbox.pen, with_name: p.withName(phase) }, {}, "turn");
  };
  const use = (word) => () => p.act({ do: word, ...at }, "turn");
  return el(
    "div",
    { class: "writer", key: "my-turn" },
    now === NEW && field(p, { name, label: say(asksFor(phase)), onEnter: typed ? lay : undefined }),
    phase.names === "chosen" && withName(p),
    row(button(p, isSpoken ? say("said_it") : say("lay_out"), lay, { look: "main", busy: "turn" })),
    row(
      phase.rules.includes("pass_allowed") && button(p, say("pass"), use("pass"), { busy: "turn" }),
      phase.repeat === "until_empty" && button(p, say("i_am_empty"), use("empty"), { busy: "turn" }),
    ),
  );
}

const asksFor = (phase) => (phase.kinds[0] === "question" ? "write_question" : "say_new");

// Who was empty has something more after all.
function emptied(p, phase, turn) {
  const me = turn.order.find((one) => one.id === p.seen.me.id);
  if (!me?.empty || phase.repeat !== "until_empty") return null;
  return row(button(p, say("again"), () => p.act({ do: "again", phase: phase.key }), { busy: "again" }));
}

// Something that came to mind while others speak is written down, and lies ready for one's turn.
function later(p, phase) {
  return folded("later", say("think_of_something"), quiet(say("think_help")), writer(p, phase, { slot: "later" }));
}

function refused(p, phase) {
  const back = ownIn(p, [phase.key]).filter((one) => one.state === "refused");
  return list(back.map((one) => own(p, one)));
}

function ready(p, phase) {
  const mine = unlaid(p, phase);
  return mine.length ? folded("mine", count("ready", mine.length), list(mine.map((one) => own(p, one)))) : null;
}

function out(p, phase) {
  const items = p.seen.shown(phase.key);
  if (items.length === 0) return null;
  return el(
    "section",
    { key: "out" },
    el("h2", {}, count("laid_out", items.length)),
    list(outOf(p, [...items].reverse(), [phase.key, ...phase.uses])),
  );
}

// Somebody does not answer: the timekeeper goes on, or anybody where nobody has the card.
function skips(p, phase, turn) {
  const who = turn.order.find((one) => one.id === turn.current);
  if (!who || !p.seen.plays("timekeeper")) return null;
  const skip = () => p.act({ do: "skip", phase: phase.key, turn: turn.used }, "skip");
  return row(button(p, say("skip", { name: nameOf(who) }), skip, { look: "plain", busy: "skip" }));
}
