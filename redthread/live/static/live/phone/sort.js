// Sorting: tick some ideas, then tap the theme they belong to. The opposite is one tap away.

import { el } from "./dom.js";
import { words } from "./ideas.js";
import { button, choice, field, quiet, row, section } from "./parts.js";
import { count, say } from "./words.js";

const MOST_UNDONE = 20;

export function sort(p, phase) {
  const state = p.ui(`sort ${phase.key}`);
  const ideas = p.seen.sources(phase).flatMap((from) => (phase.uses.includes(from.key) ? p.seen.shown(from.key) : []));
  const known = new Set(ideas.map((idea) => idea.id));
  state.chosen = new Set([...(state.chosen ?? [])].filter((id) => known.has(id)));
  state.undo ??= [];
  const themes = p.seen.themes;
  const left = ideas.filter((idea) => !themes.some((theme) => theme.id === idea.theme));
  return {
    body: [
      section(say("unsorted", { n: left.length }), left.length ? ticks(p, state, left) : quiet(say("all_sorted"))),
      themes.map((theme) => heap(p, phase, state, theme, ideas.filter((idea) => idea.theme === theme.id))),
    ],
    foot: [p.isOld ? null : assign(p, phase, state, ideas)],
  };
}

function ticks(p, state, ideas) {
  const toggle = (id) => (event) => {
    if (event.target.checked) state.chosen.add(id);
    else state.chosen.delete(id);
    p.redraw();
  };
  return el(
    "div",
    { class: "list" },
    ideas.map((idea) => {
      const tick = { checked: state.chosen.has(idea.id), onchange: toggle(idea.id) };
      return choice("checkbox", { name: "idea", value: idea.id, text: words(idea), ...tick });
    }),
  );
}

function heap(p, phase, state, theme, ideas) {
  const name = `${phase.key}/name-${theme.id}`;
  const isOpen = p.ui(name).open;
  const rename = () => {
    const text = p.drafts.get(name).trim();
    p.close(name);
    if (text && text !== theme.name) p.act({ do: "theme_name", theme: theme.id, name: text });
  };
  const remove = async () => {
    const gone = await p.act({ do: "theme_remove", theme: theme.id }, `remove ${theme.id}`);
    if (gone) remember(state, [{ do: "theme_add", name: theme.name, ids: ideas.map((idea) => idea.id) }]);
    p.redraw();
  };
  return el(
    "section",
    { class: "heap", key: theme.id },
    el("h2", {}, theme.name, " ", el("span", { class: "quiet" }, String(ideas.length))),
    ticks(p, state, ideas),
    isOpen && field(p, { name, tag: "input", label: say("theme_name"), maxlength: 120, onEnter: rename }),
    !p.isOld &&
      row(
        isOpen
          ? button(p, say("save"), rename, { look: "second" })
          : button(p, say("rename"), () => p.open(name, theme.name), { look: "plain" }),
        button(p, say("remove_theme"), remove, { look: "plain", busy: `remove ${theme.id}` }),
      ),
  );
}

// What is asked of the ticked ones. Without any, only undo is there.
function assign(p, phase, state, ideas) {
  const undo = state.undo.length > 0 && button(p, say("undo"), () => undoLast(p, state), { busy: "undo" });
  const frame = { class: "writer", key: "assign" };
  if (state.chosen.size === 0) return el("div", frame, quiet(say("tick_some")), undo && row(undo));
  const ids = [...state.chosen];
  const where = new Map(ideas.map((idea) => [idea.id, idea.theme ?? ""]));
  const name = `${phase.key}/theme`;
  const into = (theme) => () => put(p, state, { do: "theme_put", theme, ids }, ids, where);
  const create = () => {
    const text = p.drafts.get(name).trim();
    if (!text) return p.tell(say("name_first"));
    p.type(name, "");
    return put(p, state, { do: "theme_add", name: text, ids }, ids, where);
  };
  return el(
    "div",
    frame,
    el("h2", {}, count("put_in", ids.length)),
    row(
      p.seen.themes.map((theme) => button(p, theme.name, into(theme.id), { key: theme.id, busy: "put" })),
      ids.some((id) => where.get(id)) && button(p, say("out_of_themes"), into(""), { busy: "put" }),
    ),
    field(p, { name, tag: "input", label: say("new_theme"), maxlength: 120, onEnter: create }),
    row(button(p, say("make_theme"), create, { look: "main", busy: "put" }), undo),
  );
}

async function put(p, state, command, ids, where) {
  const answer = await p.act(command, "put");
  if (!answer) return;
  const opposite = [...groups(ids, where)].map(([theme, some]) => ({ do: "theme_put", theme, ids: some }));
  if (command.do === "theme_add") opposite.push({ do: "theme_remove", theme: answer.id });
  remember(state, opposite);
  state.chosen = new Set();
  p.tell(count("sorted", ids.length));
}

function groups(ids, where) {
  const found = new Map();
  for (const id of ids) found.set(where.get(id), [...(found.get(where.get(id)) ?? []), id]);
  return found;
}

function remember(state, opposite) {
  state.undo = [...state.undo, opposite].slice(-MOST_UNDONE);
}

async function undoLast(p, state) {
  const commands = state.undo.pop();
  for (const [place, command] of commands.entries()) await p.act(command, `undo${place || ""}`);
  p.tell(say("undone"));
}
