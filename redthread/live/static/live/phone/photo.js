// A photo of what lies on the table: made small on the phone, and sent by the outbox like everything else.

import { bytesOf } from "../../web/outbox/picture.js";
import { el } from "./dom.js";
import { quiet } from "./parts.js";
import { say } from "./words.js";

const CAMERA = { type: "file", accept: "image/*", class: "sr-only" };

// A button that opens the camera, and what became of the last one.
export function photo(p, phase, { text, look = "plain", from_paper = false }) {
  const state = p.ui(`photo ${phase.key}`);
  const onchange = (event) => {
    const file = event.target.files[0];
    event.target.value = "";
    if (file) send(p, phase, state, file, from_paper);
  };
  const photos = p.outbox.own.filter((one) => one.kind === "photo" && one.phase === phase.key);
  const words = photos.some((one) => one.state === "waiting") ? say(p.room.isOnline ? "photo_sending" : "photo_waits") : state.words;
  const key = `photo-${phase.key}`;
  return el(
    "div",
    { class: "photo-taker", key },
    el("label", { class: `button ${look}` }, text, el("input", { key, ...CAMERA, onchange })),
    words && quiet(words),
  );
}

async function send(p, phase, state, file, from_paper) {
  const command = { do: "photo", kind: "photo", phase: phase.key, text: "", from_paper, with_name: p.withName(phase) };
  const tell = (words) => {
    state.words = words;
    p.redraw();
  };
  tell(say("photo_sending"));
  try {
    const bytes = await bytesOf(file);
    if (!bytes) throw { refused: say("photo_too_large") };
    await p.outbox.send({ ...command, pen: p.outbox.pen }, bytes);
    tell(say(from_paper ? "paper_sent" : "photo_sent"));
  } catch (error) {
    tell("");
    p.tell(error?.refused ?? say("not_taken"), true);
  }
}
