// The pieces that every screen of the phone is made of.

import { el } from "./dom.js";
import { say } from "./words.js";

// A button. While what it asked for is on its way it says so and does nothing; it keeps its focus.
export function button(p, text, onclick, { look = "second", busy = "", ...attrs } = {}) {
  const waits = busy !== "" && p.busy.has(busy);
  return el(
    "button",
    {
      type: "button",
      class: `button ${look}`,
      "aria-disabled": waits ? "true" : null,
      onclick: waits ? null : onclick,
      ...attrs,
    },
    waits ? say("sending") : text,
  );
}

// A field whose text is kept from the first letter. `name` begins with its phase: «skriv/new».
export function field(p, { name, label, onEnter, lines = 2, tag = "textarea", hint, ...attrs }) {
  const id = `f-${name.replace(/[^\w-]/g, "-")}`;
  const oninput = (event) => {
    p.drafts.set(name, event.target.value);
    p.redraw();
  };
  const onkeydown = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !onEnter) return;
    event.preventDefault();
    onEnter();
  };
  return el(
    "div",
    { class: "field", key: id },
    el("label", { for: id }, label),
    hint && el("p", { class: "quiet", id: `${id}-hint` }, hint),
    el(tag, {
      id,
      key: id,
      name,
      rows: tag === "textarea" ? lines : null,
      maxlength: 2000,
      enterkeyhint: onEnter ? "send" : null,
      "aria-describedby": hint ? `${id}-hint` : null,
      value: p.drafts.get(name),
      oninput,
      onkeydown,
      ...attrs,
    }),
  );
}

export const quiet = (...words) => el("p", { class: "quiet" }, words);
export const row = (...children) => el("div", { class: "row" }, children);
export const list = (items, attrs = {}) => (items.length ? el("ul", { class: "list", ...attrs }, items) : null);

// A sheet in a list that says one thing, with what can be done with it.
export const sheet = (key, text, ...rest) =>
  el("li", { class: "idea", key }, text && el("p", { class: "words" }, text), rest);

export function section(title, ...children) {
  return el("section", { key: `s-${title}` }, el("h2", {}, title), children);
}

// Something to open: closed until it is tapped, and then as the reader leaves it.
export function folded(key, title, ...children) {
  return el("details", { key }, el("summary", {}, title), el("div", { class: "stack" }, children));
}

// A box or a round to tick, as big as a thumb.
export function choice(type, { name, value, checked, onchange, text, quietly }) {
  return el(
    "label",
    { class: "choice", key: `${name}-${value}` },
    el("input", { type, name, value, checked, onchange, key: value }),
    el("span", {}, text, quietly && el("span", { class: "quiet" }, quietly)),
  );
}
