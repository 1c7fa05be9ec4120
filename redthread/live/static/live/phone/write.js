// Writing: one thing at a time, each with what became of it.

import { el } from "./dom.js";
import { ownIn, pile } from "./ideas.js";
import { button, choice, field, quiet, row } from "./parts.js";
import { photo } from "./photo.js";
import { listens, mayWrite } from "./seen.js";
import { say } from "./words.js";

export function write(p, phase) {
  return { body: [pile(p, phase)], foot: [isAnswered(p, phase) ? quiet(say("answered")) : writer(p, phase)] };
}

// Those who lead ask once.
function isAnswered(p, phase) {
  const answers = ownIn(p, [phase.key]).filter((one) => one.state !== "refused");
  return phase.rules.includes("for_leaders") && answers.length > 0 && !p.isOld;
}

// The field at the bottom with its button. `kind` is the usual one of the phase.
export function writer(p, phase, wanted = {}) {
  const { slot = "new", kind = phase.kinds[0], label, more = {}, isLate = p.isOld, look = "main" } = wanted;
  if (!isLate && !mayWrite(p.seen, phase)) return waits(p, phase);
  const name = `${phase.key}/${slot}`;
  const send = () => {
    const text = p.drafts.get(name).trim();
    if (!text) return p.tell(say("write_first"));
    p.type(name, "");
    const with_name = p.withName(phase);
    p.send({ do: "write", phase: phase.key, kind, text, pen: p.outbox.pen, with_name, ...more });
    return undefined;
  };
  return el(
    "div",
    { class: "writer", key: name },
    field(p, { name, label: label ?? say(asks(phase, kind)), onEnter: send }),
    phase.names === "chosen" && withName(p),
    row(
      button(p, isLate ? say("send_anyway") : say("add"), send, { look }),
      !isLate && takesPhotos(phase) && photo(p, phase, phase.kind === "make" ? { text: say("take_photo") } : paper()),
    ),
  );
}

// What the field is called follows from what the phase is.
function asks(phase, kind) {
  if (kind !== "idea") return `write_${kind}`;
  if (phase.rules.includes("for_leaders")) return "write_answer";
  if (phase.rules.includes("one_at_a_time")) return "write_idea";
  return ["write", "observe", "round"].includes(phase.kind) ? "write_thing" : "write_note";
}

const paper = () => ({ text: say("photo_of_paper"), from_paper: true });
const takesPhotos = (phase) =>
  phase.kind !== "photo" && phase.kinds.includes("photo") && !phase.rules.includes("no_photos");

export function withName(p) {
  return choice("checkbox", {
    name: "with_name",
    value: "1",
    text: say("with_name"),
    checked: p.drafts.read("with_name", false),
    onchange: (event) => {
      p.drafts.keep("with_name", event.target.checked);
      p.redraw();
    },
  });
}

// Who writes instead.
export function waits(p, phase) {
  const role = { scribe: "scribe", turn: "teller" }[phase.writes];
  const holder = role && p.seen.holders(role)[0];
  if (listens(p.seen, phase)) return quiet(say("you_listen"));
  if (holder) return quiet(p.says(`${role}_writes`, holder));
  return phase.writes === "visitors" ? quiet(say("visitors_write")) : null;
}
