// What a phase builds on: what came out earlier, and what one has written oneself and not shown yet.

import { el } from "./dom.js";
import { ownIn, shown } from "./ideas.js";
import { button, folded, list, quiet, section, sheet } from "./parts.js";
import { say } from "./words.js";

export function material(p, phase) {
  return p.seen.sources(phase).map((from) => {
    const parts = [themesOf(p, from), results(p, from), list(p.seen.shown(from.key).map((item) => shown(p, item)))];
    return parts.some(Boolean) ? folded(`from-${from.key}`, say("builds_on", { title: from.title }), parts) : null;
  });
}

// Sorted earlier: each theme with what lies in it.
export function themesOf(p, from) {
  if (from.kind !== "sort" || p.seen.themes.length === 0) return null;
  const ideas = p.seen.sources(from).flatMap((one) => p.seen.shown(one.key));
  return p.seen.themes.map((theme) =>
    section(theme.name, list(ideas.filter((idea) => idea.theme === theme.id).map((idea) => shown(p, idea)))),
  );
}

// The last vote, when it is over: most dots first.
export function results(p, from) {
  if (from.kind !== "vote") return null;
  const vote = p.seen.vote(from);
  if (!vote?.counts) return null;
  const options = [...vote.options].sort((one, other) => vote.counts[other.id] - vote.counts[one.id]);
  return list(
    options.map((option) => sheet(option.id, option.text, dots(vote.counts[option.id]))),
  );
}

export const dots = (n) => el("p", { class: "dots" }, say("dots", { n }));

// Written in silence earlier, and shown to nobody: laid out with a tap where the phase allows it.
export function unshown(p, phase) {
  const out = new Set(p.seen.shown(phase.key).map((item) => item.id));
  const silent = p.seen.sources(phase).filter((from) => from.sees === "author" && phase.uses.includes(from.key));
  const mine = ownIn(p, silent.map((from) => from.key)).filter(
    (one) => one.kind !== "photo" && one.state !== "refused" && !out.has(one.id),
  );
  if (mine.length === 0) return null;
  return section(
    say("written_earlier"),
    quiet(say("written_earlier_help")),
    list(
      mine.map((one) => {
        const lay = `lay ${one.id}`;
        const command = { do: "lay", phase: phase.key, turn: 0, id: one.id, pen: p.outbox.pen };
        const show = () => p.act({ ...command, with_name: p.withName(phase) }, lay);
        return sheet(one.id, one.text, button(p, say("lay_out"), show, { busy: lay }));
      }),
    ),
  );
}
