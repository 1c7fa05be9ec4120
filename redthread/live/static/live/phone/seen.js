// What this phone knows of the room, read from the slices that it was sent.

const STAYS = ["stand_by", "host"];

export function look(room) {
  const own = room.channels.find((channel) => channel.startsWith("i:"));
  const me = own ? room.get(own, "") : null;
  const all = room.get("a", "");
  const head = me ? room.get(`t:${me.table}`, "") : null;
  if (!me || !all || !head) return null;
  const at = `t:${me.table}`;
  const channel = (kind) => room.channels.find((name) => name.startsWith(`${kind}:`)) ?? at;

  // The circle that works together.
  function circle(seats) {
    if (seats === "pair") return channel("p");
    if (seats === "own_school") return channel("s");
    if (seats === "same_role") return channel("r");
    return seats === "all" ? "a" : at;
  }

  // What is out in a phase, once each, in the order that the room gives.
  function shown(key) {
    const found = new Map();
    for (const name of room.channels) {
      for (const item of room.get(name, `ph:${key}`) ?? []) found.set(item.id, item);
    }
    return [...found.values()];
  }

  // Phases that this one works on, and those that they worked on, nearest first.
  function sources(phase) {
    const keys = [...phase.uses];
    for (const key of keys) {
      const before = head.phases.find((one) => one.key === key);
      for (const further of before?.uses ?? []) if (!keys.includes(further)) keys.push(further);
    }
    return head.phases.filter((one) => keys.includes(one.key)).reverse();
  }

  const inPhase = (slice, phase) => {
    const found = room.get(circle(phase.seats), slice);
    return found?.phase === phase.key ? found : null;
  };
  const has = (role) => me.cards.includes(role);
  const holders = (role) => head.people.filter((one) => one.cards.includes(role));

  return {
    me,
    all,
    head,
    current: head.phases[head.phase] ?? null,
    phase: (key) => head.phases.find((one) => one.key === key) ?? null,
    circle,
    shown,
    sources,
    turn: (phase) => inPhase("turn", phase),
    vote: (phase) => inPhase("vote", phase),
    themes: room.get(at, "themes") ?? [],
    visit: room.get(at, "visit"),
    speakers: room.get("a", "speakers") ?? [],
    presents: room.get("a", "presents"),
    has,
    holders,
    // A card that nobody at the table holds can be played by anybody.
    plays: (role) => has(role) || holders(role).length === 0,
    stays: me.cards.some((role) => STAYS.includes(role)),
  };
}

// Whether this person may write in the phase; the room decides, this only saves a question.
export function mayWrite(seen, phase) {
  if (listens(seen, phase)) return false;
  if (phase.writes === "scribe") return seen.plays("scribe");
  if (phase.writes === "turn" && phase.kind !== "round") return seen.plays("teller");
  if (phase.writes === "visitors") return !seen.stays;
  return phase.writes !== "nobody";
}

// The one who told listens while the others think aloud.
export function listens(seen, phase) {
  const roles = phase.rules.includes("teller_listens") ? ["teller", "host"] : [];
  return roles.some((role) => phase.roles.includes(role) && seen.has(role));
}

// Who sees what is written, in one line; the keys of two texts.
export function sight(phase) {
  const who = phase.sees === "table" && phase.seats === "same_role" ? "role" : phase.sees;
  if (phase.rules.includes("for_leaders")) return ["rule_for_leaders"];
  if (who === "author") return phase.kind === "write" || phase.kind === "observe" ? ["sees_later"] : ["sees_author"];
  const when = phase.revealed === "at_end" ? "_end" : "";
  return [`sees_${who}${when}`, `names_${phase.names}`];
}
