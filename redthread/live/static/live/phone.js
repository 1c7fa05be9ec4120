// The phone in the room: it shows what the room is, and sends what is done. One thing a screen.

import { openOutbox } from "./outbox.js";
import { startAlarm, vibrate } from "./phone/alarm.js";
import { draw, el } from "./phone/dom.js";
import { openDrafts } from "./phone/drafts.js";
import { recall } from "./phone/move.js";
import { screen } from "./phone/screen.js";
import { look } from "./phone/seen.js";
import { config, nameOf, say } from "./phone/words.js";
import { openRoom } from "./room.js";

const SLOW = 1500; // what takes longer than this to send is spoken of

const part = (id) => document.getElementById(id);
const states = new Map();
const room = openRoom({ base: config.base });
const outbox = openOutbox(config);
const drafts = openDrafts(config.session);
let isDrawing = false;
let sentAll = performance.now();

// What every screen is given: what is known, and what can be done.
const p = {
  room,
  outbox,
  drafts,
  seen: null,
  busy: new Set(),
  notice: "",
  screen: null,
  at: null,
  isOld: false,
  isSlow: false,
  ui: (name) => states.get(name) ?? states.set(name, {}).get(name),
  withName: (phase) => phase.names === "chosen" && drafts.read("with_name", false),
  says: (key, person) => say(key, { name: nameOf(person) }),
  redraw,
  tell,
  type,
  // A field over a text that is stored: the same words again are nothing that is not sent.
  open: (name, text) => {
    Object.assign(p.ui(name), { open: true, base: text });
    type(name, text);
  },
  unsent: (phase) => drafts.of(phase.key).filter((name) => drafts.get(name).trim() !== states.get(name)?.base),
  close: (name) => {
    p.ui(name).open = false;
    type(name, "");
  },
  go,
  act,
  send,
};

function type(name, text) {
  drafts.set(name, text);
  redraw();
}

function go(screenName) {
  p.screen = screenName;
  p.notice = "";
  redraw();
  requestAnimationFrame(() => {
    scrollTo(0, 0);
    part("task").querySelector("h1")?.focus({ preventScroll: true });
  });
}

// A refusal stays in sight until it is read; everything else is only said.
function tell(words, isRefusal = false) {
  p.notice = isRefusal ? words : "";
  if (!isRefusal) part("said").textContent = words;
  redraw();
}

// Ask the room for something; gives its answer, or null when a rule says no.
async function act(command, busy = command.do) {
  if (busy && p.busy.has(busy)) return null;
  if (busy) p.busy.add(busy);
  p.notice = "";
  redraw();
  try {
    return await outbox.send(command);
  } catch (error) {
    tell(error?.refused ?? say("not_taken"), true);
    return null;
  } finally {
    p.busy.delete(busy);
    redraw();
  }
}

// As `act`, for what somebody has typed: when it is refused, the words are back in their field.
async function send(command, typed = {}, busy = "") {
  const answer = await act(command, busy);
  for (const [name, text] of Object.entries(answer ? {} : typed)) if (!drafts.get(name)) p.open(name, text);
  return answer;
}

function redraw() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    show();
  });
}

function show() {
  const before = p.seen;
  const now = look(room);
  p.seen = now ?? p.seen; // what was last known stays when the network goes
  sentAll = outbox.waiting.length ? sentAll : performance.now();
  p.isSlow = performance.now() - sentAll > SLOW;
  const had = document.activeElement;
  const { top, bands, body, foot } = screen(p);
  draw(part("top"), top);
  draw(part("bands"), bands);
  draw(part("task"), body.length ? body : el("p", { class: "quiet" }, say("fetching")));
  draw(part("foot"), foot);
  hold();
  if (had !== document.body && !had.isConnected) part("task").querySelector("h1")?.focus({ preventScroll: true });
  if (before && now) notice(before, now);
  alarm();
}

// A time-out stops everything, but takes nothing from under whoever is typing.
function hold() {
  const isTyping = document.activeElement.matches("textarea, input") && document.activeElement.value !== "";
  const stops = Boolean(p.seen?.head.time_out && p.seen.all.running) && !isTyping;
  part("task").inert = part("foot").inert = stops;
  document.body.toggleAttribute("data-stopped", stops);
}

// What must be noticed by somebody who does not look at the phone.
function notice(before, now) {
  if (now.head.time_out && !before.head.time_out) {
    vibrate([300, 100, 300]);
    tell(`${say("time_out")}. ${say("time_out_help")}`);
  } else if (now.current && now.current.key !== before.current?.key) {
    tell(`${now.current.title}. ${now.current.prompt}`);
    if (!p.isOld && !p.screen) scrollTo(0, 0);
  } else if (isMyTurn(now) && !isMyTurn(before)) {
    vibrate([150]);
    tell(say("your_turn"));
  }
}

function isMyTurn(seen) {
  return Boolean(seen.current && seen.turn(seen.current)?.current === seen.me.id);
}

const alarm = startAlarm({ room, head: () => p.seen?.head, tell: (words) => (part("said").textContent = words) });
addEventListener("focusout", () => setTimeout(redraw, 400));
room.onChange(redraw);
outbox.onChange(redraw);
setInterval(() => {
  alarm();
  if (outbox.waiting.length && !p.isSlow) redraw();
}, 250);
redraw();
recall(p);
