// One question a screen; what is answered is kept on this phone until the server has signed for it, and then wiped.
// Without this script the page is one plain form.

import { Outbox } from "../web/outbox/outbox.js";
import { Draft } from "./draft.js";
import { Screens } from "./screens.js";

const form = document.getElementById("survey");
const thanks = document.getElementById("survey-thanks");
const { ack, store, sending, waiting } = form.dataset;
const status = form.querySelector(".survey-status");
const refused = form.querySelector(".survey-refused");
const send = form.querySelector("[type=submit]");
const resumed = form.querySelector(".survey-resumed");
const headers = { Accept: "application/json" };
const url = location.pathname + location.search;
const outbox = new Outbox({ name: `redthread:survey:${store}`, url, ack, headers });
const draft = new Draft(form, `redthread:survey:${store}`);
const screens = new Screens(form, draft);

function say(words, item) {
  refused.textContent = words;
  refused.hidden = !words;
  if (item) screens.open(item);
}

function wait() {
  status.textContent = waiting;
  send.disabled = true;
}

function done(receipt) {
  draft.forget();
  form.remove();
  thanks.hidden = false;
  if (receipt) {
    document.getElementById("survey-receipt").textContent = receipt;
    thanks.querySelector(".survey-receipt").hidden = false;
  }
  thanks.querySelector("h1").focus();
}

async function refuse({ refused: words, status: code, item }) {
  send.disabled = false;
  status.textContent = "";
  if (code === 422) return say(words, item);
  draft.forget(); // the wave is closed, or the link is used: the phone keeps nothing more
  for (const one of outbox.waiting) await outbox.drop(one.key);
  send.hidden = true;
  say(words);
}

form.addEventListener("input", () => draft.keep(screens.here));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!screens.isLast) return screens.go(1); // Enter in a field
  if (send.disabled) return;
  send.disabled = true;
  say("");
  status.textContent = sending;
  const late = setTimeout(() => (status.textContent = waiting), 4000);
  try {
    const { receipt } = await outbox.send({ answers: draft.answers(screens.asked), word: draft.word });
    done(receipt);
  } catch (error) {
    await refuse(error);
  } finally {
    clearTimeout(late);
  }
});

form.elements.forget?.addEventListener("click", () => {
  draft.forget();
  form.reset();
  resumed.hidden = true;
  screens.show("welcome");
});

const copy = thanks.querySelector("[name=copy]");
if (navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("survey-receipt").textContent);
    copy.textContent = copy.dataset.done;
  });
}

const there = draft.restore();
resumed.hidden = !there;
screens.show(there || "welcome", false);
await outbox.ready;
if (outbox.waiting.length) {
  // The network was away when it was sent, and the page was opened again: it goes now, and is not asked for twice.
  wait();
  screens.show("review", false);
  const stop = outbox.onChange(() => {
    if (outbox.waiting.length) return;
    stop();
    done();
  });
}
