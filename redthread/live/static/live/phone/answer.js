// What the table does with what was said against: one objection at a time, the weightiest first.

import { el } from "./dom.js";
import { outcome, pile, words } from "./ideas.js";
import { dots, material } from "./material.js";
import { noScribe } from "./make.js";
import { button, field, folded, quiet, row } from "./parts.js";
import { mayWrite } from "./seen.js";
import { config, say } from "./words.js";
import { waits, writer } from "./write.js";

export function answer(p, phase) {
  const { card, form } = objection(p, phase);
  const writes = p.isOld || mayWrite(p.seen, phase);
  const notes = writes ? folded("notes", say("more_notes"), pile(p, phase), writer(p, phase)) : pile(p, phase);
  return { body: [noScribe(p, phase), card, notes, material(p, phase)], foot: [form] };
}

// The card that is up, and what may be done with it.
export function objection(p, phase) {
  const { items, counts } = ranked(p, phase);
  if (items.length === 0) return { card: quiet(say("no_objections")), form: null };
  const at = placeOf(p, phase, items);
  const item = withAsked(p, items[at]);
  const name = nameOf(phase, item);
  follow(p, name, item.reply ?? "");
  const card = el(
    "section",
    { class: "idea objection", key: "objection", "aria-labelledby": "objection" },
    el("h2", { id: "objection" }, say("objection_n", { n: at + 1, all: items.length })),
    words(item),
    counts && dots(counts[item.id] ?? 0),
    el("p", { class: item.more?.answer ? "fate answered" : "fate" }, outcome(item) || say("not_answered")),
    item.isAsked && quiet(say("sending")),
    items.length > 1 && steps(p, phase, at, items.length),
  );
  return { card, form: p.isOld || mayWrite(p.seen, phase) ? choices(p, item, name) : waits(p, phase) };
}

const nameOf = (phase, item) => `${phase.key}/reply-${item.id}`;

// Most dots first, when they are counted; then always in the same order.
function ranked(p, phase) {
  const all = new Map(phase.answers.flatMap((key) => p.seen.shown(key)).map((item) => [item.id, item]));
  const vote = p.seen.sources(phase).find((from) => from.kind === "vote");
  const counts = (vote && p.seen.vote(vote)?.counts) ?? null;
  const dotsOf = (item) => counts?.[item.id] ?? 0;
  const order = (one, other) => dotsOf(other) - dotsOf(one) || (one.id < other.id ? -1 : 1);
  return { items: [...all.values()].sort(order), counts };
}

// The table is at one objection a lap; each phone may look at another, and stays where somebody has begun to write.
function placeOf(p, phase, items) {
  const state = p.ui(`answer ${phase.key}`);
  const lap = p.seen.current === phase ? p.seen.head.lap : (state.lap ?? 0);
  const shown = items.findIndex((one) => one.id === state.shown);
  if (shown >= 0 && p.unsent(phase).includes(nameOf(phase, items[shown]))) state.id = state.shown;
  else if (state.lap !== lap) state.id = null;
  const at = items.findIndex((one) => one.id === state.id);
  const up = at < 0 ? Math.min(lap, items.length - 1) : at;
  Object.assign(state, { lap, shown: items[up].id });
  return up;
}

function steps(p, phase, at, all) {
  const { items } = ranked(p, phase);
  const go = (to) => () => {
    Object.assign(p.ui(`answer ${phase.key}`), { id: items[to].id, shown: items[to].id });
    p.tell(`${say("objection_n", { n: to + 1, all })}. ${items[to].text}`);
  };
  const step = (to, text) => button(p, say(text), go((to + all) % all), { key: text });
  return row(step(at - 1, "objection_before"), step(at + 1, "objection_after"));
}

// What this phone has asked for stands there before it is sent.
function withAsked(p, item) {
  const asked = p.outbox.waiting.findLast((one) => one.do === "reply" && one.id === item.id);
  return asked ? { ...item, isAsked: true, reply: asked.text, more: { ...item.more, answer: asked.answer } } : item;
}

// The words in the field are the stored ones, until somebody has changed them here.
function follow(p, name, stored) {
  const state = p.ui(name);
  if (state.base === stored) return;
  if (p.drafts.get(name).trim() === (state.base ?? "")) p.drafts.set(name, stored);
  state.base = stored;
}

function choices(p, item, name) {
  const chosen = item.more?.answer;
  const typed = p.drafts.get(name).trim();
  const save = (word) => async () => {
    const kept = await p.act({ do: "reply", id: item.id, answer: word, text: typed }, "");
    if (kept) p.tell(say("answer_kept"));
  };
  const choice = (word) =>
    button(p, say(`answer_${word}`), save(word), { key: word, "aria-pressed": chosen === word ? "true" : "false" });
  const isNews = Boolean(chosen) && typed !== (item.reply ?? "");
  return el(
    "div",
    { class: "writer", key: name },
    field(p, { name, label: say("answer_how"), maxlength: 300, onEnter: chosen ? save(chosen) : undefined }),
    isNews && row(button(p, say("save"), save(chosen), { look: "main" })),
    el("div", { class: "row answers", role: "group", "aria-label": say("answer_which") }, config.answers.map(choice)),
  );
}
