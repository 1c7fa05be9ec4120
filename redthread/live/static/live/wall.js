// The wall follows the room, turns its pages, and can fill the screen.

import { openFaces } from "./faces.js";
import { openScreen } from "./screen.js";

const TURN = 500; // ms between two looks at whether the page is to be turned

const part = (id) => document.getElementById(id);
const isSlow = (name, value) => name === "people" && typeof value === "number";
const { room } = openScreen({ isSlow, onDrawn: () => faces.show() });
const tools = { mark: part("side"), stop: part("stopp"), next: part("neste-side") };
const faces = openFaces({ root: part("rom"), now: () => room.now(), tools });
setInterval(() => faces.show(), TURN);
faces.show();

const button = part("fullskjerm");
if (document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
}
