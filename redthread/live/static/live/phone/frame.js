// What stands round every phase: where one sits, the clock, the task and its rules, and word from the room.

import { el } from "./dom.js";
import { button, quiet, row } from "./parts.js";
import { sight } from "./seen.js";
import { count, say } from "./words.js";

// Where one works alone with the question of the session, it is the question that stands there.
const ALONE = ["read", "write"];
const RESTS = "pause";

export function top(p) {
  const { head, me, current } = p.seen;
  const isClock = head.ends_at !== null;
  return [
    el(
      "button",
      { type: "button", class: "place", onclick: () => p.go("more"), key: "place" },
      say("table_n", { n: me.table }),
      el("span", { class: "quiet" }, say("menu")),
    ),
    isClock &&
      el(
        "p",
        { class: "clock", key: "clock" },
        el("span", { class: "sr-only" }, `${say("time_left_label")} `),
        el("span", { "data-clock": "" }),
        head.left !== null && el("span", { class: "clock-word" }, say("stands_still")),
      ),
    isClock && current && el("svg", THREAD, el("path", { "data-thread": "" })),
  ];
}

const THREAD = {
  key: "thread",
  class: "thread",
  viewBox: "0 0 100 2",
  preserveAspectRatio: "none",
  "aria-hidden": "true",
};

// What everybody must know before anything else.
export function bands(p) {
  const waiting = p.outbox.waiting.length;
  return [
    p.seen?.head.time_out && timeOut(p),
    (p.outbox.stopped || p.room.stopped) && band("stopped", "warn", p.outbox.stopped || p.room.stopped),
    !p.room.isOnline && band("offline", "warn", say("offline"), waiting > 0 && ` ${count("unsent", waiting)}`),
    p.room.isOnline && p.isSlow && band("unsent", "calm", count("unsent", waiting)),
    (p.outbox.full || p.drafts.isFull) && band("full", "warn", say("full")),
    p.notice && refusal(p),
  ];
}

const band = (key, look, ...words) => el("div", { class: `band ${look}`, key }, el("p", {}, words));

function refusal(p) {
  const close = button(p, say("close"), () => p.tell(""), { look: "plain" });
  return el("div", { class: "band warn", key: "notice", role: "alert" }, el("p", {}, p.notice), close);
}

// The watch has stopped the talk: it says why, by the rules that hold now.
function timeOut(p) {
  const holder = p.seen.holders("watch")[0];
  const end = button(p, say("time_in"), () => p.act({ do: "time_in" }), { busy: "time_in" });
  return el(
    "section",
    { class: "time-out", key: "time-out", "aria-labelledby": "time-out" },
    el("h2", { id: "time-out" }, say("time_out")),
    el("p", {}, say("time_out_help")),
    rules(p.seen.current),
    p.seen.plays("watch") ? row(end) : el("p", {}, p.says("watch_ends", holder)),
  );
}

// The task: what this part is called, what is asked, the rules, and who sees what is written.
export function task(p, phase) {
  const { question } = p.seen.all;
  const asked = (ALONE.includes(phase.kind) && question) || phase.prompt || phase.title;
  const below = [phase.prompt, phase.kind !== RESTS && question].find((text) => text && text !== asked);
  const writes = phase.writes !== "nobody" && phase.kind !== "vote" && phase.kind !== "sort";
  return el(
    "header",
    { class: "task", key: `task-${phase.key}` },
    asked !== phase.title && el("p", { class: "eyebrow" }, phase.title),
    el("h1", { tabindex: "-1", key: "h1" }, asked),
    below && el("p", { class: "question" }, below),
    rules(phase),
    writes && quiet(sight(phase).map((key) => `${say(key)} `)),
  );
}

function rules(phase) {
  const held = phase?.rules.filter((rule) => rule !== "for_leaders") ?? []; // that one says who sees it
  if (held.length === 0) return null;
  const lines = held.map((rule) => el("li", { key: rule }, say(`rule_${rule}`)));
  return el("ul", { class: "rules", "aria-label": say("rules") }, lines);
}

// The pace: what the table can do by itself, and the time-out.
export function pace(p, phase) {
  const { head, current } = p.seen;
  if (phase !== current) return null;
  const at = { phase_seen: head.phase, lap_seen: head.lap };
  const done = head.done ? "not_done" : "done";
  const isTalk = phase.kind !== RESTS;
  const isTimed = phase.own_pace && p.seen.plays("timekeeper");
  const ask = (word, text, attrs, more = {}) =>
    button(p, say(text), () => p.act({ do: word, ...more }), { busy: word, ...attrs });
  const plain = { look: "plain" };
  const buttons = [
    head.next && ask("next", "next", {}, at),
    !head.next && isTalk && ask(done, done, { "aria-pressed": head.done ? "true" : "false" }),
    isTimed && ask("more", "more_time", plain),
    isTalk && !head.time_out && p.seen.plays("watch") && ask("time_out", "show_time_out", plain),
    head.back && ask("back", "back", plain, at),
  ];
  if (!head.done && !buttons.some(Boolean)) return null;
  const frame = { class: "pace", key: "pace", "aria-label": say("your_table") };
  return el("section", frame, head.done && quiet(say("we_are_done")), row(buttons));
}

export function lobby(p) {
  const { all, me } = p.seen;
  return el(
    "header",
    { class: "task", key: "lobby" },
    el("p", { class: "eyebrow" }, all.title),
    el("h1", { tabindex: "-1" }, say("soon")),
    el("p", { class: "big" }, say("you_sit", { n: me.table })),
    quiet(say("people", { n: all.people })),
  );
}

