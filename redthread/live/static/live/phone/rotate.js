// From table to table: what hangs where one is now, and what one leaves there.

import { el } from "./dom.js";
import { outOf, own, ownIn, shown } from "./ideas.js";
import { list, quiet, section } from "./parts.js";
import { count, say } from "./words.js";
import { writer } from "./write.js";

export function rotate(p, phase) {
  return p.seen.stays ? stay(p, phase) : visit(p, phase);
}

function visit(p, phase) {
  const there = p.seen.visit;
  if (!there || p.isOld) return { body: [], foot: [writer(p, phase, { ...note(p) })] };
  const notes = outOf(p, there.notes, [phase.key]);
  const unsent = ownIn(p, [phase.key]).filter(
    (one) => one.state === "refused" || (one.state === "waiting" && one.lap === p.at.lap),
  );
  return {
    lead: el("p", { class: "turn big", key: "go" }, say("go_to_table", { n: there.host })),
    body: [
      section(
        say("hangs_there", { n: there.host }),
        there.made.length ? list(there.made.map((item) => shown(p, item))) : quiet(say("nothing_hangs")),
      ),
      notes.length + unsent.length > 0 &&
        section(say("left_there"), list([...unsent.map((one) => own(p, one)), ...notes])),
    ],
    foot: [writer(p, phase, { ...note(p), label: say("leave_note", { n: there.host }) })],
  };
}

// A note belongs to the table that it was begun at, also when it is sent after one has gone on.
const note = (p) => ({ slot: `at-${p.at.lap}`, more: { lap: p.at.lap } });

function stay(p, phase) {
  const notes = p.seen.shown(phase.key);
  return {
    lead: el("p", { class: "turn big", key: "stay" }, say("you_stay", { n: p.seen.me.table })),
    body: [
      quiet(say("you_stay_help")),
      notes.length > 0 && section(count("notes", notes.length), list(notes.map((note) => shown(p, note)))),
    ],
    foot: [],
  };
}
