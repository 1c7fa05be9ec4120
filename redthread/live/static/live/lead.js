// The page of the one who leads: what is pressed is sent without loading the page, and the room is drawn as it changes.
// Without this script every button does the same by loading the page.

import { openScreen } from "./screen.js";

const COUNTS = ["written", "people", "remote"];
const SETTLE = 600; // ms; «Neste» that has just changed is not pressed by whoever meant the one before
const steering = document.getElementById("styring");
const line = document.getElementById("linje");
const sending = new Set();
let shownNext = document.getElementById("neste")?.value;
let settledAt = 0;

const { parts } = openScreen({
  isSlow: (name, value) => COUNTS.includes(name) && typeof value === "number",
  onDrawn() {
    const next = document.getElementById("neste")?.value;
    if (next !== shownNext) {
      settledAt = performance.now() + SETTLE;
      if (sending.size === 0) parts.clear("svar"); // the question was of the place that was left
    }
    shownNext = next;
  },
});

document.addEventListener("submit", async (event) => {
  const { target: form, submitter: button } = event;
  if (form !== steering && form.id !== "sporsmal") return;
  event.preventDefault();
  const name = button.id || form.id;
  if (sending.has(name) || (name === "neste" && performance.now() < settledAt)) return;
  sending.add(name);
  button.setAttribute("aria-busy", "true");
  const came = await parts.send(form, button);
  sending.delete(name);
  button.removeAttribute("aria-busy");
  line.textContent = came ? "" : line.dataset.lost;
  const said = document.querySelector("#sporsmal, #avslag");
  said?.focus();
  said?.scrollIntoView({ block: "center" });
});

// «Vent»: the question goes away, and nothing is done.
document.addEventListener("click", (event) => {
  if (event.target.id !== "vent") return;
  event.preventDefault();
  parts.clear("svar");
  document.getElementById("neste")?.focus();
});
