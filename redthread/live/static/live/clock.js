// How much is left of a phase. Time is the server's: `now` is `room.now()`, never the clock of the phone.
//
//   left(head, room.now())   milliseconds, below 0 when the time is over, null where no clock runs
//   text(ms)                 "09:30"; stands at "00:00" when the time is over
//   stage(head, room.now())  "" no clock · "ample" · "fifth" 20 % left · "last" 5 % left · "over"
//
// `head` is the slice "" of a table (`t:3`): `ends_at` while the clock runs, `left` while it stands still.

const FIFTH = 0.2;
const LAST = 0.05;

export function left(head, now) {
  if (!head || head.ends_at == null) return null;
  return head.left ?? head.ends_at - now;
}

// Rounded up, so that a full phase begins at its whole time and 00:00 means that it is over.
export function text(ms) {
  if (ms === null) return "";
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return [Math.floor(seconds / 60), seconds % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

export function stage(head, now) {
  const ms = left(head, now);
  if (ms === null) return "";
  if (ms <= 0) return "over";
  if (ms <= head.total * LAST) return "last";
  return ms <= head.total * FIFTH ? "fifth" : "ample";
}
