// Dots: where one's own are, only the phone knows.

import { el } from "./dom.js";
import { dots } from "./material.js";
import { button, quiet } from "./parts.js";
import { count, say } from "./words.js";

export function vote(p, phase) {
  const now = p.seen.vote(phase);
  if (!now?.options.length) return { body: [quiet(say("nothing_to_choose"))], foot: [] };
  const kept = `dots ${phase.key}`;
  const mine = p.drafts.read(kept, []).filter((id) => now.options.some((option) => option.id === id));
  const left = now.dots - mine.length;
  const toggle = (id) => async () => {
    const has = mine.includes(id);
    const put = { do: has ? "undot" : "dot", phase: phase.key, id, pen: p.outbox.pen };
    if (!has && left === 0) return p.tell(say("no_dots_left"));
    const answer = await p.act(put, `dot ${id}`);
    const before = p.drafts.read(kept, []).filter((one) => one !== id);
    if (answer) p.drafts.keep(kept, has ? before : [...before, id]);
    return p.redraw();
  };
  const option = (one) =>
    el(
      "li",
      { class: mine.includes(one.id) ? "idea chosen" : "idea", key: one.id },
      el("p", { class: "words" }, one.text),
      now.counts && dots(now.counts[one.id] ?? 0),
      !now.over &&
        !p.isOld &&
        button(p, mine.includes(one.id) ? say("take_dot") : say("put_dot"), toggle(one.id), {
          "aria-pressed": mine.includes(one.id) ? "true" : "false",
          "aria-label": `${mine.includes(one.id) ? say("take_dot") : say("put_dot")}: ${one.text}`,
          busy: `dot ${one.id}`,
        }),
    );
  return {
    body: [
      el("ul", { class: "list" }, now.options.map(option)),
      !now.counts && quiet(say("counts_later")),
    ],
    foot: [
      el(
        "p",
        { class: "dots-left", key: "left" },
        el("span", { "aria-hidden": "true" }, "●".repeat(left) + "○".repeat(mine.length)),
        " ",
        left ? count("dots_left", left) : say("dots_used"),
      ),
    ],
  };
}
