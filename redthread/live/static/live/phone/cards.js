// Role cards: what each role does, who has it, and to take it or lay it down.

import { el } from "./dom.js";
import { button, folded, list, row } from "./parts.js";
import { nameOf, say } from "./words.js";

const ROLES = ["timekeeper", "watch", "scribe", "stand_by", "host", "leader_pair", "teller", "friend"];
const SEVERAL = { stand_by: 2, leader_pair: 2, friend: 60 };

// All of them.
export const cards = (p) => list(ROLES.map((role) => card(p, role)));

// Those that this phase needs, folded away; open to whoever wants one.
export function phaseCards(p, phase) {
  const roles = ROLES.filter((role) => phase.roles.includes(role));
  const free = roles.filter((role) => p.seen.holders(role).length === 0).length;
  if (roles.length === 0) return null;
  const title = free ? say("roles_free", { n: free, all: roles.length }) : say("roles_taken");
  return folded("cards", title, list(roles.map((role) => card(p, role))));
}

// The roles that this phone holds, always in sight.
export function myCards(p) {
  const mine = ROLES.filter((role) => p.seen.has(role));
  if (mine.length === 0) return null;
  const roles = mine.map((role) => say(`role_${role}`)).join(", ");
  return el("p", { class: "my-cards", key: "my-cards" }, say("you_are", { roles }));
}

function card(p, role) {
  const holders = p.seen.holders(role);
  const has = p.seen.has(role);
  const isFree = has || holders.length < (SEVERAL[role] ?? 1);
  const command = { do: has ? "lay_down_card" : "take_card", role };
  const busy = `card ${role}`;
  const text = has ? say("lay_down") : say("take_card");
  const label = `${text}: ${say(`role_${role}`)}`;
  const names = holders.map((one) => (one.id === p.seen.me.id ? say("you") : nameOf(one))).join(", ");
  return el(
    "li",
    { class: has ? "idea chosen" : "idea", key: role },
    el("p", { class: "name" }, say(`role_${role}`)),
    el("p", {}, say(`does_${role}`)),
    holders.length > 0 && el("p", { class: "fate" }, say("has_card", { names })),
    isFree && row(button(p, text, () => p.act(command, busy), { busy, "aria-label": label })),
  );
}
