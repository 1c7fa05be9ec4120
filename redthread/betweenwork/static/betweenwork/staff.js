// One question a screen, and the answer goes into the outbox. Without this script the page is a plain form.

import { Outbox } from "../web/outbox/outbox.js";

const form = document.getElementById("staff");
const screens = [...form.querySelectorAll(".staff-screen")];
const [back, next] = [form.elements.back, form.elements.next];
const send = form.querySelector("[type=submit]");
const status = form.querySelector(".staff-status");
const refused = form.querySelector(".staff-refused");
const { kit, ack, thanks, sending, waiting, step } = form.dataset;
const outbox = new Outbox({
  name: `redthread:staff:${kit}`,
  url: location.pathname,
  ack,
  headers: { Accept: "application/json" },
});
let here = 0;

function show(place, hasFocus = true) {
  here = place;
  screens.forEach((screen, number) => (screen.hidden = number !== here));
  const isLast = here === screens.length - 1;
  back.hidden = here === 0;
  next.hidden = isLast;
  send.hidden = !isLast;
  const first = screens[here].querySelector("textarea, input:checked, input");
  if (hasFocus) first?.focus();
}

function answers() {
  const data = new FormData(form);
  data.delete("key");
  return Object.fromEntries(data);
}

function say(words) {
  refused.textContent = words;
  refused.hidden = !words;
}

screens.forEach((screen, number) => {
  const line = screen.querySelector(".staff-step");
  line.textContent = step.replace("#1", number + 1).replace("#2", screens.length);
  line.hidden = screens.length === 1;
  // A tap is an answer; with the arrow keys one goes through the choices, and on with the button.
  screen.addEventListener("click", (event) => {
    const isTap = event.detail > 0 && event.target.closest(".staff-choice");
    if (isTap && number < screens.length - 1) setTimeout(() => here === number && show(number + 1), 180);
  });
});
back.addEventListener("click", () => show(here - 1));
next.addEventListener("click", () => show(here + 1));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (send.disabled) return;
  send.disabled = true;
  say("");
  status.textContent = sending;
  const late = setTimeout(() => (status.textContent = waiting), 4000);
  try {
    await outbox.send(answers());
    location.assign(thanks);
  } catch ({ refused: words }) {
    status.textContent = "";
    send.disabled = false;
    say(words);
  } finally {
    clearTimeout(late);
  }
});

// The network was away when somebody sent, and the page was opened again: it goes now, and is not asked for twice.
await outbox.ready;
if (outbox.waiting.length) {
  status.textContent = waiting;
  send.disabled = true;
  outbox.onChange(() => !outbox.waiting.length && location.assign(thanks));
}
show(0, false);
