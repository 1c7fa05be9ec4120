// The summary saves itself while it is written. Without this script the form's own buttons do the same.

import { FIELDS } from "./drafts.js";
import { SummaryOutbox } from "./outbox.js";
import { Photo } from "./photo.js";

const form = document.getElementById("summary");
const fields = form.elements;
const status = form.querySelector(".save-status");
const clash = document.getElementById("clash");
let isGoingOn = false;

const read = (prefix = "") => Object.fromEntries(FIELDS.map((name) => [name, fields[prefix + name].value]));

function show(draft) {
  for (const name of FIELDS) if (fields[name].value !== draft[name]) fields[name].value = draft[name];
}

function tellErrors(errors) {
  for (const name of ["did", "happened", "hard"]) {
    const message = document.getElementById(`id_${name}_error`);
    message.textContent = errors[name] ?? "";
    message.hidden = !errors[name];
    fields[name].toggleAttribute("aria-invalid", Boolean(errors[name]));
  }
}

function tell() {
  const { state } = outbox;
  if (outbox.clash) {
    clash.textContent = outbox.clash;
    clash.hidden = false;
  }
  if (!state || status.dataset.state === state) return;
  tellErrors(outbox.errors ?? {});
  status.dataset.state = state;
  status.textContent = state === "gone" ? outbox.stopped : form.dataset[state];
  if (state === "saved") goOn();
}

function goOn() {
  if (isGoingOn && !outbox.isPending && !photo.isPending) location.assign(form.dataset.release);
}

const outbox = new SummaryOutbox({
  name: `redthread:summary:${form.dataset.line}`,
  url: location.pathname,
  photoUrl: form.dataset.photo,
  ack: form.dataset.ack,
  csrf: fields.csrfmiddlewaretoken.value,
  draft: read("base_"),
  version: Number(fields.version.value),
  onDraft: show,
});
const photo = new Photo({ form, outbox, onDone: goOn });

form.addEventListener("input", (event) => {
  if (event.target === fields.photo) return;
  isGoingOn = false;
  outbox.edit(read());
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  isGoingOn = event.submitter?.name === "next";
  outbox.edit(read());
  outbox.flush();
  goOn();
});

form.querySelector("[name=save]").hidden = true;
outbox.onChange(tell);
await outbox.ready;
outbox.open(read());
goOn();
