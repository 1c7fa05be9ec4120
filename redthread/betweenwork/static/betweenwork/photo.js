// Sends the chosen photo at once, so that it is there when the text is. It waits for the network in the open page.

const WAITS = [1000, 3000, 10000, 30000];

export class Photo {
  constructor({ form, csrf, onDone }) {
    Object.assign(this, { form, csrf, onDone, failures: 0, file: null });
    this.input = form.elements.photo;
    this.status = form.querySelector(".photo-status");
    this.figure = form.querySelector(".photo-now");
    this.input.addEventListener("change", () => this.choose());
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => this.file && event.preventDefault());
  }

  get isPending() {
    return this.file !== null;
  }

  choose() {
    this.file = this.input.files[0] ?? null;
    this.failures = 0;
    this.say("");
    this.send();
  }

  say(text, error = "") {
    const message = document.getElementById(`${this.input.id}_error`);
    this.status.textContent = text;
    message.textContent = error;
    message.hidden = !error;
  }

  async send() {
    clearTimeout(this.timer);
    if (!this.file || this.isSending) return;
    const file = this.file;
    this.isSending = true;
    this.say(this.form.dataset.photoSending);
    const answer = await this.post(file);
    this.isSending = false;
    if (file !== this.file) return void this.send();
    if (answer?.saved === true && answer.photo) this.show(answer);
    else if (answer?.errors?.photo) this.refuse(answer.errors.photo);
    else {
      this.say(this.form.dataset.photoWaiting);
      this.timer = setTimeout(() => this.send(), WAITS[Math.min(this.failures++, WAITS.length - 1)]);
    }
  }

  async post(file) {
    const body = new FormData();
    body.set("photo", file);
    const headers = { Accept: "application/json", "X-CSRFToken": this.csrf };
    try {
      const response = await fetch(this.form.dataset.photo, { method: "POST", body, headers, redirect: "manual" });
      return await response.json();
    } catch {
      return null;
    }
  }

  show({ photo, width, height }) {
    const image = this.figure.querySelector("img");
    Object.assign(image, { src: `${this.form.dataset.photo}?${photo}`, width, height });
    this.figure.hidden = false;
    this.done(this.form.dataset.photoSaved);
  }

  refuse(error) {
    this.done("", error);
  }

  done(text, error = "") {
    this.file = null;
    this.input.value = "";
    this.say(text, error);
    this.onDone();
  }
}
