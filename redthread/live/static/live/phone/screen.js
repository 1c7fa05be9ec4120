// Which screen it is: the phase that the table is in, or what somebody has opened or has not finished writing.

import { answer } from "./answer.js";
import { commit } from "./commit.js";
import { myCards, phaseCards } from "./cards.js";
import { el } from "./dom.js";
import { bands, lobby, pace, task, top } from "./frame.js";
import { make, picture } from "./make.js";
import { closed, leave, more, past } from "./more.js";
import { button, row } from "./parts.js";
import { rotate } from "./rotate.js";
import { round } from "./round.js";
import { sort } from "./sort.js";
import { pause, people, present, read, talk } from "./talk.js";
import { vote } from "./vote.js";
import { say } from "./words.js";
import { write } from "./write.js";

const KINDS = {
  read,
  write,
  round,
  clarify: talk,
  discuss: talk,
  sort,
  vote,
  make,
  photo: picture,
  present,
  rotate,
  observe: write,
  commit,
  pause,
};

export function screen(p) {
  if (!p.seen) return { top: [], bands: bands(p), body: [], foot: [] };
  const isRunning = p.seen.all.running;
  const shown = isRunning ? opened(p) : closed(p);
  return { top: isRunning ? top(p) : [], bands: bands(p), body: shown.body, foot: shown.foot };
}

function opened(p) {
  if (p.screen === "more") return more(p);
  if (p.screen === "leave") return leave(p);
  const earlier = p.screen?.startsWith("past ") && p.seen.phase(p.screen.slice(5));
  if (earlier) return past(p, earlier);
  const phase = place(p);
  if (!phase) return { body: [lobby(p), people(p)], foot: [row(button(p, say("see_roles"), () => p.go("more")))] };
  const { lead, body, foot } = (phase.answers.length ? answer : KINDS[phase.kind])(p, phase);
  const rest = p.isOld ? null : [phaseCards(p, phase), forgotten(p, phase), pace(p, phase)];
  return {
    body: [lead, task(p, phase), myCards(p), body, rest],
    foot: [p.isOld && goneOn(p), foot],
  };
}

// The phase that is shown. Nobody who types is pulled forward: while there is text in a field of the phase that
// was shown, it stays.
function place(p) {
  const { head, current } = p.seen;
  const now = current && { key: current.key, lap: current.kind === "rotate" ? head.lap : 0 };
  const same = p.at && now && p.at.key === now.key && p.at.lap === now.lap;
  const held = p.at && !same && !p.at.left && p.seen.phase(p.at.key);
  p.isOld = Boolean(held) && typed(p, held).length > 0;
  if (!p.isOld) p.at = now;
  return p.isOld ? held : current;
}

// What is typed there and not sent, and the field that somebody is in.
function typed(p, phase) {
  const here = (name) => !name.includes("/at-") || name.endsWith(`/at-${p.at.lap}`);
  const { name = "", value } = document.activeElement ?? {};
  const isIn = Boolean(value) && name.startsWith(`${phase.key}/`) && p.drafts.get(name) !== "";
  return [...p.unsent(phase).filter(here), ...(isIn ? [name] : [])];
}

// Texts that were left in earlier phases, each a tap away.
function forgotten(p, phase) {
  const earlier = p.seen.head.phases.filter((one) => one !== phase && p.unsent(one).length > 0);
  return earlier.map((one) => {
    const open = () => p.go(`past ${one.key}`);
    return button(p, say("unsent_text", { title: one.title }), open, { look: "line", key: `left-${one.key}` });
  });
}

function goneOn(p) {
  const leaveIt = () => {
    p.at.left = true;
    p.go(null);
  };
  return el(
    "div",
    { class: "note gone-on", key: "gone-on" },
    el("p", {}, say("gone_on")),
    row(button(p, say("go_on"), leaveIt, { look: "second" })),
  );
}
