// A draft of the summary, and how two that grew out of the same one are joined without losing a word.

export const FIELDS = ["did", "happened", "hard", "reach"];

export const same = (one, other) => FIELDS.every((name) => one[name] === other[name]);

const each = (make) => Object.fromEntries(FIELDS.map((name) => [name, make(name)]));

function bothIn(name, theirs, mine) {
  if (name === "reach" || mine.includes(theirs.trim())) return mine;
  return theirs.includes(mine.trim()) ? theirs : `${theirs.trimEnd()}\n\n${mine}`;
}

export const both = (theirs, mine) => each((name) => bothIn(name, theirs[name], mine[name]));

// `shown` goes into each field that nobody has typed in since `before`; where somebody has, it is held against what
// is `stored` there, and both texts stand when both are new.
export function joined({ now, before, shown, stored = shown }) {
  return each((name) => {
    if (now[name] === before[name]) return shown[name];
    return stored[name] === before[name] ? now[name] : bothIn(name, stored[name], now[name]);
  });
}
