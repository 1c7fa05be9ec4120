// The clock at the top, and what is said and felt when little time is left. Nothing is said every second.

import { left, stage, text } from "../clock.js";
import { say } from "./words.js";

const FELT = { fifth: [200], last: [200, 120, 200], over: [400] };

export function vibrate(pattern) {
  navigator.vibrate?.(pattern); // iPhones do not
}

// Gives a function to be called often; it changes only what it must.
export function startAlarm({ room, head, tell }) {
  let before = { place: "", stage: "" };
  return () => {
    const now = head();
    const ms = left(now, room.now());
    for (const node of document.querySelectorAll("[data-clock]")) show(node, text(ms));
    const line = document.querySelector("[data-thread]");
    if (line) line.setAttribute("d", thread(now, ms));
    const at = { place: now ? `${now.phase}.${now.lap}` : "", stage: stage(now, room.now()) };
    document.documentElement.dataset.time = at.stage;
    if (at.place === before.place && at.stage !== before.stage && FELT[at.stage]) {
      if (before.stage) vibrate(FELT[at.stage]);
      tell(at.stage === "over" ? say("time_over") : say("time_left", { time: inWords(ms) }));
    }
    before = at;
  };
}

function show(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

// The thread that the time runs along, from the left.
function thread(head, ms) {
  const share = ms === null || !head.total ? 0 : Math.min(1, Math.max(0, 1 - ms / head.total));
  return `M0 1H${(100 * share).toFixed(1)}`;
}

function inWords(ms) {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 90) return say("seconds", { n: seconds });
  return say("minutes", { n: Math.round(seconds / 60) });
}
