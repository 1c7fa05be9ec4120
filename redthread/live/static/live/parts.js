// Parts of a page that the server draws, and draws anew when the room has changed.
//
//   const parts = openParts({ root, address, onDrawn })
//   parts.refresh(wait)         ask for them again, `wait` ms from now at the latest
//   parts.send(form, button)    send what was pressed; what comes back is drawn at once
//
// A part is `[data-part]`; one with `data-keep` is only drawn as an answer to what was pressed. Nothing is drawn while
// a finger is down, so that what is pressed is what was seen, and focus and what is folded out stay where they were.

const GENTLY = 250; // between two questions

export const openParts = (options) => new Parts(options);

class Parts {
  constructor({ root, address, onDrawn = () => {} }) {
    Object.assign(this, { root, address, onDrawn, newest: 0, sent: 0, isAsking: false });
    this.drawn = new Map([...root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part.innerHTML]));
    for (const name of ["pointerdown", "pointerup", "pointercancel"]) {
      addEventListener(name, (event) => this.hold(event.type === "pointerdown"), { capture: true });
    }
  }

  hold(isDown) {
    clearTimeout(this.letGo);
    this.isHeld = isDown;
    // The click comes after the finger is up. A finger that is never lifted does not stop the room.
    this.letGo = setTimeout(() => this.release(), isDown ? 3000 : 50);
  }

  release() {
    this.isHeld = false;
    const kept = this.kept;
    this.kept = null;
    if (kept) this.draw(...kept);
  }

  refresh(wait = 0) {
    const at = performance.now() + wait;
    if (this.timer && at >= this.dueAt) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => this.ask(), wait);
  }

  async ask() {
    this.timer = null;
    if (this.isAsking) return this.refresh(GENTLY);
    this.isAsking = true;
    try {
      await this.fetch(this.address, {});
    } catch {
      this.refresh(2000);
    } finally {
      setTimeout(() => (this.isAsking = false), GENTLY);
    }
  }

  // Says whether it came through.
  async send(form, button) {
    const address = button?.getAttribute("formaction") ?? form.getAttribute("action");
    try {
      await this.fetch(address, { method: "POST", body: new FormData(form, button) });
      return true;
    } catch {
      return false;
    }
  }

  async fetch(address, options) {
    const number = ++this.sent;
    const response = await fetch(address, { ...options, cache: "no-store", headers: { "X-Rom": "1" } });
    if (response.redirected) return location.assign(response.url); // closed, or signed out
    if (!response.ok) throw new Error(response.status);
    const html = await response.text();
    if (number > this.newest) this.draw(number, html, options.method === "POST");
  }

  draw(number, html, isAnswer) {
    if (this.isHeld && !isAnswer) {
      this.kept = [number, html, isAnswer];
      return;
    }
    if (number < this.newest) return;
    this.newest = number;
    const found = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-part]");
    for (const part of found) if (isAnswer || !("keep" in part.dataset)) this.put(part);
    this.onDrawn();
  }

  clear(name) {
    this.root.querySelector(`[data-part="${name}"]`).replaceChildren();
    this.drawn.set(name, "");
  }

  put(part) {
    const html = part.innerHTML;
    const there = this.root.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!there || this.drawn.get(part.dataset.part) === html) return;
    this.drawn.set(part.dataset.part, html);
    const focused = there.contains(document.activeElement) ? document.activeElement.id : "";
    for (const folded of there.querySelectorAll("details[id]")) {
      const same = part.querySelector(`#${CSS.escape(folded.id)}`);
      if (same) same.open = folded.open;
    }
    Object.assign(there.dataset, part.dataset);
    there.replaceChildren(...part.childNodes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
