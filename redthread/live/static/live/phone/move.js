// The same seat on another phone: this one shows a code, and the other knows its ideas again.

import { el } from "./dom.js";
import { button, quiet, row } from "./parts.js";
import { config, say } from "./words.js";

async function ask(word, pen) {
  const headers = { "X-Rom": "1" };
  const answer = await fetch(`${config.base}${word}/`, { method: "POST", headers, body: new URLSearchParams({ pen }) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

export function otherPhone(p) {
  const state = p.ui("other phone");
  const show = async () => {
    Object.assign(state, await ask("ny-telefon", p.outbox.pen).catch(() => p.tell(say("not_taken"), true)));
    p.redraw();
  };
  return [
    quiet(say("other_phone_help")),
    state.qr
      ? el("a", { class: "qr", href: state.address, key: "qr" }, picture(state.qr))
      : row(button(p, say("other_phone_code"), show)),
  ];
}

const picture = (svg) =>
  el("img", { alt: say("other_phone_alt"), src: `data:image/svg+xml,${encodeURIComponent(svg)}`, width: "260", height: "260" });

// A phone with a pen and nothing of its own has just taken over the seat.
export async function recall(p) {
  await p.outbox.ready;
  if (p.outbox.own.length) return;
  const { own } = await ask("egne", p.outbox.pen).catch(() => ({ own: [] }));
  if (own.length) p.outbox.adopt(own);
}
