// What is answered so far, on this phone and nowhere else. Words that join answers over time are never kept.

export class Draft {
  constructor(form, name) {
    Object.assign(this, { form, name });
  }

  get word() {
    return this.form.elements.word?.value ?? "";
  }

  // The answer to one item as it is sent: a value, a list of values, or a text.
  answer(item) {
    const fields = [...this.form.querySelectorAll(`[name="i-${item}"]`)];
    if (fields[0].type === "textarea") return fields[0].value.trim();
    const chosen = fields.filter((field) => field.checked).map((field) => field.value);
    return fields[0].type === "checkbox" ? chosen : (chosen[0] ?? "");
  }

  answers(items) {
    const given = items.map((item) => [item, this.answer(item)]);
    return Object.fromEntries(given.filter(([, answer]) => answer.length > 0));
  }

  all() {
    return [...this.form.querySelectorAll("[data-item]")].map((screen) => screen.dataset.item);
  }

  keep(here) {
    const kept = JSON.stringify({ here, answers: this.answers(this.all()) });
    try {
      localStorage.setItem(this.name, kept);
    } catch {
      // a phone without room, or that keeps nothing: the page still works
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // it kept nothing
    }
  }

  // Gives the screen where it was left, or nothing.
  restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(this.name));
    } catch {
      return "";
    }
    for (const [item, answer] of Object.entries(kept?.answers ?? {})) this.put(item, answer);
    return kept?.here ?? "";
  }

  put(item, answer) {
    for (const field of this.form.querySelectorAll(`[name="i-${CSS.escape(item)}"]`)) {
      if (field.type === "textarea") field.value = answer;
      else field.checked = [answer].flat().includes(field.value);
    }
  }
}
