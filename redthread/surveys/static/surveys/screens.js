// Which screen is shown, and which come before and after it: an item is asked when the answers lead to it.

const APART = ["welcome", "review"];
const LOOK = 180; // ms in which one sees what was chosen

export class Screens {
  constructor(form, draft) {
    Object.assign(this, { form, draft, here: "welcome" });
    this.all = [...form.querySelectorAll(".survey-screen")];
    this.progress = form.querySelector(".survey-progress");
    this.send = form.querySelector("[type=submit]");
    for (const line of form.querySelectorAll(".survey-condition")) line.hidden = true;
    const { back, next } = form.elements;
    Object.assign(this, { back, next });
    back.addEventListener("click", () => this.go(-1));
    next.addEventListener("click", () => this.go(1));
    form.addEventListener("click", (event) => this.tapped(event));
  }

  name(screen) {
    return screen.dataset.item || screen.dataset.kind;
  }

  screen(name) {
    return this.all.find((screen) => this.name(screen) === name);
  }

  isAsked(screen) {
    const { after, values } = screen.dataset;
    if (!after) return true;
    const first = this.screen(after);
    const chosen = [this.draft.answer(after)].flat();
    return this.isAsked(first) && values.split(" ").some((value) => chosen.includes(value));
  }

  // The screens of this way through, in order.
  get way() {
    return this.all.filter((screen) => this.isAsked(screen));
  }

  // The codes of the items that are asked.
  get asked() {
    return this.way.map((screen) => screen.dataset.item).filter(Boolean);
  }

  get isLast() {
    return this.here === "review";
  }

  // A tap on one choice is an answer; with the arrow keys one goes through them, and on with the button.
  tapped(event) {
    const screen = event.target.closest("[data-kind=scale]");
    if (!screen || event.detail === 0 || !event.target.closest(".survey-choice")) return;
    const name = this.name(screen);
    setTimeout(() => this.here === name && this.go(1), LOOK);
  }

  go(step) {
    const way = this.way;
    const place = way.findIndex((screen) => this.name(screen) === this.here);
    const to = way[Math.min(Math.max(place + step, 0), way.length - 1)];
    this.show(this.name(to));
    this.draft.keep(this.here);
  }

  open(item) {
    if (this.screen(item)) this.show(item);
  }

  show(name, hasFocus = true) {
    const way = this.way;
    const screen = way.find((one) => this.name(one) === name) ?? way[0];
    this.here = this.name(screen);
    for (const one of this.all) one.hidden = one !== screen;
    if (this.isLast) this.review();
    this.back.hidden = screen === way[0];
    this.next.hidden = this.isLast;
    this.next.textContent = this.here === "welcome" ? this.next.dataset.first : this.next.dataset.later;
    this.send.hidden = !this.isLast;
    this.tell();
    if (!hasFocus) return;
    scrollTo(0, 0);
    const field = screen.querySelector("textarea, input:checked, input, [tabindex]");
    (field ?? this.form.querySelector("h1")).focus({ preventScroll: true });
  }

  tell() {
    const place = this.asked.indexOf(this.here) + 1;
    const [bar, words] = this.progress.children;
    this.progress.hidden = place === 0;
    bar.value = place / this.asked.length;
    words.textContent = this.form.dataset.step.replace("#1", place).replace("#2", this.asked.length);
  }

  review() {
    const rows = this.way.filter((screen) => !APART.includes(this.name(screen))).map((screen) => this.row(screen));
    this.form.querySelector(".survey-review").replaceChildren(...rows);
  }

  row(screen) {
    const made = (tag, className, text = "") => Object.assign(document.createElement(tag), { className, textContent: text });
    const row = made("div", "");
    const question = screen.querySelector(".survey-question").textContent;
    const change = Object.assign(made("button", "ds-button", this.form.dataset.change), { type: "button" });
    Object.assign(change.dataset, { variant: "tertiary", color: "neutral", size: "sm" });
    change.setAttribute("aria-label", `${this.form.dataset.change}: ${question}`);
    change.addEventListener("click", () => this.show(this.name(screen)));
    const act = made("dd", "change");
    act.append(change);
    row.append(made("dt", "", question), made("dd", "answer", this.answered(screen)), act);
    return row;
  }

  answered(screen) {
    const text = screen.querySelector("textarea, [name=word]")?.value.trim();
    const chosen = [...screen.querySelectorAll("input:checked")].map((field) => field.nextElementSibling.textContent);
    return text || chosen.join(", ") || this.form.dataset.none;
  }
}
