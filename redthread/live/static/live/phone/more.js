// Everything that is not the task: roles, what was before, the floor, another table, and the way out.

import { objection } from "./answer.js";
import { cards } from "./cards.js";
import { allPromised } from "./commit.js";
import { el } from "./dom.js";
import { own, ownIn, pile } from "./ideas.js";
import { results, themesOf } from "./material.js";
import { otherPhone } from "./move.js";
import { button, list, quiet, row, section, sheet } from "./parts.js";
import { floor, people } from "./talk.js";
import { config, count, say } from "./words.js";
import { writer } from "./write.js";

const heading = (text) => el("h1", { tabindex: "-1", key: "h1" }, text);
const toTask = (p) => row(button(p, say("to_task"), () => p.go(null), { look: "main" }));

export function more(p) {
  const { head, all, me } = p.seen;
  return {
    body: [
      heading(say("table_n", { n: me.table })),
      people(p),
      section(say("roles"), cards(p)),
      head.phases.length > 0 && section(say("earlier"), list(head.phases.map((phase) => link(p, phase)))),
      section(say("the_floor"), floor(p)),
      all.tables.length > 1 && section(say("change_table"), quiet(say("change_table_help")), tables(p)),
      section(say("other_phone"), ...otherPhone(p)),
      section(say("leave_title"), quiet(say("leave_help")), row(button(p, say("leave"), () => p.go("leave")))),
      quiet(say("code_is", { code: all.code })),
    ],
    foot: [toTask(p)],
  };
}

const link = (p, phase) =>
  el("li", { key: phase.key }, button(p, phase.title, () => p.go(`past ${phase.key}`), { look: "line" }));

function tables(p) {
  const { all, me } = p.seen;
  const move = async (table) => (await p.act({ do: "move", table }, "move")) && p.go(null);
  return row(
    all.tables
      .filter((n) => n !== me.table)
      .map((n) => button(p, say("table_n", { n }), () => move(n), { key: `t${n}`, busy: "move" })),
  );
}

// What came out in an earlier phase, and what lies here unsent from it.
export function past(p, phase) {
  const slots = p.unsent(phase).map((name) => name.slice(phase.key.length + 1));
  const isLate = phase !== p.seen.current;
  const isNote = (slot) => !slot.startsWith("edit-") && !slot.startsWith("reply-");
  return {
    body: [
      el("p", { class: "eyebrow" }, say("earlier")),
      heading(phase.title),
      phase.prompt && el("p", { class: "question" }, phase.prompt),
      phase.answers.length > 0 && Object.values(objection(p, phase)),
      themesOf(p, phase),
      results(p, phase),
      pile(p, phase) ?? (themesOf(p, phase) || results(p, phase) ? null : quiet(say("nothing_here"))),
      isLate && slots.filter(isNote).map((slot) => writer(p, phase, { slot, isLate })),
    ],
    foot: [toTask(p)],
  };
}

// Nobody leaves without having seen what was promised.
export function leave(p) {
  const gone = async () => {
    if (await p.act({ do: "leave" })) location.assign(config.join);
  };
  return {
    body: [
      heading(say("leave_title")),
      allPromised(p),
      p.outbox.waiting.length > 0 && el("p", {}, count("unsent", p.outbox.waiting.length), " ", say("stay_open")),
      quiet(say("leave_help")),
    ],
    foot: [row(button(p, say("leave"), gone, { busy: "leave" })), toTask(p)],
  };
}

// The session is over.
export function closed(p) {
  const waiting = p.outbox.waiting.length;
  const refused = p.outbox.own.filter((one) => one.state === "refused");
  const keys = p.seen ? p.seen.head.phases.map((phase) => phase.key) : [];
  const wrote = ownIn(p, keys).filter((one) => one.state === "sent" && one.text);
  return {
    body: [
      heading(say("thanks")),
      el("p", {}, say("thanks_help")),
      waiting > 0 && el("p", { class: "note" }, count("unsent", waiting), " ", say("stay_open")),
      refused.length > 0 && list(refused.map((one) => own(p, one))),
      p.seen && allPromised(p),
      wrote.length > 0 && section(say("you_wrote"), list(wrote.map((one) => sheet(one.key, one.text)))),
    ],
    foot: [],
  };
}
