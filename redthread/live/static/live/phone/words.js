// Every text comes from the page, in the language of the page.

const read = (id) => JSON.parse(document.getElementById(id).textContent);

export const config = read("config");
const texts = read("texts");

// The text with its {places} filled in.
export function say(key, places = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_whole, name) => places[name] ?? "");
}

// One text for one and another for many: `key_one` and `key_many`, with {n}.
export const count = (key, n) => say(n === 1 ? `${key}_one` : `${key}_many`, { n });

export const nameOf = (person) => person.name || say("seat", { n: person.seat });

const language = document.documentElement.lang;
const hour = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
export const hourOf = (milliseconds) => hour.format(milliseconds);
export const dayOf = (iso) => day.format(new Date(iso));
