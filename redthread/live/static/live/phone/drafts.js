// What is being typed, kept on the phone from the first letter until it is sent. A field has a name below its
// phase, «skriv/new»; what the phone has no room for is kept as long as the page is open.

export function openDrafts(session) {
  const prefix = `rom:${session}:`;
  const kept = new Map();
  const drafts = { isFull: false, get, set, of, read, keep };
  try {
    for (const name of Object.keys(localStorage)) {
      if (name.startsWith(prefix)) kept.set(name.slice(prefix.length), localStorage.getItem(name));
    }
  } catch {
    drafts.isFull = true;
  }

  function get(name) {
    return kept.get(name) ?? "";
  }

  function set(name, text) {
    if (text) kept.set(name, text);
    else kept.delete(name);
    try {
      if (text) localStorage.setItem(prefix + name, text);
      else localStorage.removeItem(prefix + name);
      drafts.isFull = false;
    } catch {
      drafts.isFull = true;
    }
  }

  // The names of what is typed and not sent in a phase.
  function of(phase) {
    return [...kept.keys()].filter((name) => name.startsWith(`${phase}/`) && kept.get(name).trim());
  }

  // Small things that the phone alone knows, such as where its dots are.
  function read(name, otherwise) {
    try {
      return JSON.parse(get(`:${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  function keep(name, value) {
    set(`:${name}`, JSON.stringify(value));
  }

  return drafts;
}
