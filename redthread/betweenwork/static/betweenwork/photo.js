// The chosen photo goes into the outbox at once, so that it is there when the text is.

import { bytesOf } from "../web/outbox/picture.js";

export class Photo {
  constructor({ form, outbox, onDone }) {
    Object.assign(this, { form, outbox, onDone });
    this.input = form.elements.photo;
    this.status = form.querySelector(".photo-status");
    this.figure = form.querySelector(".photo-now");
    this.input.addEventListener("change", () => this.choose());
    outbox.onChange(() => this.tell());
  }

  get isPending() {
    return this.isReading || this.outbox.photos.length > 0;
  }

  async choose() {
    const file = this.input.files[0];
    if (!file) return;
    this.isReading = true;
    this.say(this.form.dataset.photoSending);
    const bytes = await bytesOf(file).catch(() => null);
    this.input.value = "";
    if (bytes) this.outbox.sendPhoto(bytes);
    else this.say("", this.form.dataset.photoTooLarge);
    this.isReading = false;
  }

  say(text, error = "") {
    const message = document.getElementById(`${this.input.id}_error`);
    this.status.textContent = text;
    message.textContent = error;
    message.hidden = !error;
  }

  tell() {
    const { photo } = this.outbox;
    if (!photo || (photo === this.told && !this.isPending)) return;
    this.told = photo;
    const { photoSending, photoWaiting, photoFull, photoSaved } = this.form.dataset;
    if (photo.refused) this.say("", photo.refused);
    else if (photo.photo) this.show(photo, photoSaved);
    else this.say(this.outbox.full ? photoFull : photo.isFailing ? photoWaiting : photoSending);
    if (!this.isPending) this.onDone();
  }

  show({ photo, width, height }, words) {
    const image = this.figure.querySelector("img");
    Object.assign(image, { src: `${this.form.dataset.photo}?${photo}`, width, height });
    this.figure.hidden = false;
    this.say(words);
  }
}
