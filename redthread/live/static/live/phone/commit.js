// What is taken home: what, who, by when, and how the whole staff is reached.

import { changeable, ownIn, pile, shown } from "./ideas.js";
import { material } from "./material.js";
import { noScribe } from "./make.js";
import { button, list, quiet, row, section } from "./parts.js";
import { clearPromise, promiseFields, typedPromise } from "./promise.js";
import { mayWrite } from "./seen.js";
import { say } from "./words.js";
import { waits } from "./write.js";

export function commit(p, phase) {
  const isChanging = p.drafts.of(phase.key).some((name) => name.startsWith(`${phase.key}/edit-`));
  const mayWriteHere = p.isOld || mayWrite(p.seen, phase);
  const writes = mayWriteHere && !isChanging; // one thing at a time, and one main button
  const text = p.isOld ? say("send_anyway") : say("promise");
  const isSchool = phase.seats === "own_school";
  return {
    body: [
      noScribe(p, phase),
      isSchool && quiet(p.seen.me.school ? say("for_school", { school: p.seen.me.school }) : say("no_school")),
      promised(p, phase, say("promised")),
      writes && promiseFields(p, at(phase)),
      !mayWriteHere && waits(p, phase),
      material(p, phase),
    ],
    foot: [writes && row(button(p, text, () => send(p, phase), { look: "main" }))],
  };
}

const at = (phase) => (name) => `${phase.key}/${name}`;

function send(p, phase) {
  const now = typedPromise(p, at(phase));
  if (!now.text) return p.tell(say("promise_first"), true);
  clearPromise(p, at(phase));
  return p.send({ do: "write", phase: phase.key, kind: "commitment", ...now, pen: p.outbox.pen });
}

// What stands as promised in the phase, also what is on its way.
export function promised(p, phase, title) {
  if (p.seen.shown(phase.key).length + ownIn(p, [phase.key]).length === 0) return null;
  const isOurs = (item) => phase.seats !== "all" || item.table === p.seen.me.table;
  const writes = phase.writes === "scribe" && mayWrite(p.seen, phase);
  const others = (item) =>
    writes && isOurs(item) ? changeable(p, item, `${phase.key}/edit-${item.id}`) : shown(p, item);
  return section(title, pile(p, phase, others));
}

// Before one leaves: everything that was promised where one sits.
export function allPromised(p) {
  const promises = p.seen.head.phases
    .filter((phase) => phase.kind === "commit")
    .flatMap((phase) => p.seen.shown(phase.key));
  return promises.length ? section(say("you_promised"), list(promises.map((item) => shown(p, item)))) : null;
}
