// What the leader's page and the wall have in common: they follow the room, and their clocks go by the server's time.
//
//   const { room, parts } = openScreen({ isSlow, onDrawn })
//
// `isSlow(name, value)` says which of what the room sends can wait a little before it is drawn.

import { left, stage, text } from "./clock.js";
import { openParts } from "./parts.js";
import { openRoom } from "./room.js";

const SLOWLY = 2500; // ms; counts that everybody who writes changes
const SET = 1e12; // any clock of a server is past this; before the first answer ours is not

export function openScreen({ isSlow, onDrawn }) {
  const root = document.getElementById("rom");
  const line = document.getElementById("linje");
  const { base, ticket, state } = root.dataset;
  const room = openRoom({ base, ticket, state });
  const parts = openParts({
    root,
    address: root.dataset.page,
    onDrawn: () => {
      tick(root, room);
      onDrawn?.();
    },
  });
  let quick;
  let slow;

  room.onChange(() => {
    line.textContent = room.isOnline ? "" : line.dataset.lost;
    const seen = Object.fromEntries(room.channels.map((name) => [name, room.slices(name)]));
    const now = [JSON.stringify(seen, (name, value) => (isSlow(name, value) ? undefined : value)), JSON.stringify(seen)];
    if (now[0] !== quick) parts.refresh();
    else if (now[1] !== slow) parts.refresh(SLOWLY);
    [quick, slow] = now;
  });
  setInterval(() => tick(root, room), 250);
  stayAwake();
  return { room, parts };
}

function tick(root, room) {
  const now = room.now();
  if (now < SET) return;
  for (const clock of root.querySelectorAll("[data-clock]")) {
    const { ends, left: still, total } = clock.dataset;
    const head = { ends_at: Number(ends), left: still === "" ? null : Number(still), total: Number(total) };
    const words = clock.querySelector(".clock-text");
    const shown = text(left(head, now));
    if (words.textContent !== shown) words.textContent = shown;
    clock.dataset.stage = stage(head, now);
    const share = Math.round(1000 * Math.min(1, Math.max(0, left(head, now) / head.total)));
    clock.querySelector("[data-thread]")?.setAttribute("d", `M0 4H${share}`);
  }
}

// A screen that goes dark in the middle of a round helps nobody.
function stayAwake() {
  const ask = () => document.hidden || navigator.wakeLock?.request("screen").catch(() => {}); // the battery may be low
  document.addEventListener("visibilitychange", ask);
  ask();
}
