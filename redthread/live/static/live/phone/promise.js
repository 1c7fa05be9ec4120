// The fields of what is taken home, to write it and to change it: what, who, by when, and how the staff is reached.

import { el } from "./dom.js";
import { button, field, row } from "./parts.js";
import { say } from "./words.js";

const FIELDS = ["what", "who", "due_on", "reach"];

// `at` gives the name of each field.
export function promiseFields(p, at) {
  return el(
    "div",
    { class: "stack", key: at("form") },
    field(p, { name: at("what"), label: say("commit_what") }),
    field(p, { name: at("who"), label: say("commit_who"), tag: "input", maxlength: 200 }),
    field(p, { name: at("due_on"), label: say("commit_when"), tag: "input", type: "date" }),
    field(p, { name: at("reach"), label: say("commit_reach"), maxlength: 300, hint: say("commit_reach_help") }),
  );
}

// What is typed in them, as a command has it.
export function typedPromise(p, at) {
  const [text, who, due_on, reach] = FIELDS.map((name) => p.drafts.get(at(name)).trim());
  return { text, who, due_on, reach };
}

// Each text by the name of its field.
const byField = (at, { text, who = "", due_on = "", reach = "" }) =>
  Object.fromEntries([text, who, due_on, reach].map((words, place) => [at(FIELDS[place]), words]));

export const clearPromise = (p, at) => FIELDS.forEach((name) => p.close(at(name)));

// «Endre» on what stands as promised: the same fields as it was written in, null while they are closed. `edit` is the
// name that they are kept under.
export function promiseEditor(p, one, edit) {
  const at = (name) => `${edit}-${name}`;
  if (!FIELDS.some((name) => p.ui(at(name)).open || p.drafts.get(at(name)))) return null;
  const save = () => {
    const now = typedPromise(p, at);
    if (!now.text) return p.tell(say("promise_first"), true);
    clearPromise(p, at);
    return p.send({ do: "rewrite", id: one.id, ...now, pen: p.outbox.pen }, byField(at, now));
  };
  return [
    promiseFields(p, at),
    row(
      button(p, say("save"), save, { look: "main" }),
      button(p, say("cancel"), () => clearPromise(p, at), { look: "plain" }),
    ),
  ];
}

export const openPromise = (p, one, edit) => () =>
  Object.entries(byField((name) => `${edit}-${name}`, one)).forEach(([name, text]) => p.open(name, text));
