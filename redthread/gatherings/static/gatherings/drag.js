// An item is dragged by its grip, with a mouse, a pen or a finger. The server answers with the new clock.
// The arrows and Alt with an arrow do the same; Escape puts the item back.
const EDGE = 90;
let drag = null;

const itemsIn = (list) => [...list.querySelectorAll("[data-agenda-item]")];

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (!grip || drag || event.button > 0) return;
  const item = grip.closest("[data-agenda-item]");
  const list = item.parentElement;
  const items = itemsIn(list);
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  drag = { grip, item, list, from: items.indexOf(item), next: item.nextElementSibling, id: event.pointerId };
  drag.held = event.clientY - item.getBoundingClientRect().top;
  drag.y = event.clientY;
  item.dataset.dragging = "";
  list.dataset.sorting = "";
  drag.frame = requestAnimationFrame(scrollAtEdge);
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== drag?.id) return;
  drag.y = event.clientY;
  follow();
});

document.addEventListener("pointerup", (event) => {
  if (event.pointerId === drag?.id) drop();
});
document.addEventListener("pointercancel", (event) => {
  if (event.pointerId === drag?.id) putBack();
});
document.addEventListener("keydown", (event) => {
  if (drag && event.key === "Escape") putBack();
});
// A change of somebody else's, or of one's own, came in between: what is held is no longer on the page.
document.addEventListener("htmx:beforeSwap", () => drag && putBack());

// The item stays under the pointer, and changes places with a neighbour when it has passed its middle.
function follow() {
  const { item, list } = drag;
  const others = itemsIn(list).filter((one) => one !== item);
  const middle = drag.y - drag.held + item.offsetHeight / 2;
  const after = others.find((one) => {
    const box = one.getBoundingClientRect();
    return middle < box.top + box.height / 2;
  });
  const last = others.at(-1);
  if (after ? after.previousElementSibling !== item : last && last.nextElementSibling !== item) {
    if (after) after.before(item);
    else last.after(item);
  }
  item.style.transform = "";
  item.style.transform = `translateY(${drag.y - drag.held - item.getBoundingClientRect().top}px)`;
}

function scrollAtEdge() {
  if (!drag) return;
  const below = drag.y - (innerHeight - EDGE);
  const step = drag.y < EDGE ? (drag.y - EDGE) / 6 : below > 0 ? below / 6 : 0;
  if (step) {
    scrollBy(0, step);
    follow();
  }
  drag.frame = requestAnimationFrame(scrollAtEdge);
}

function letGo() {
  const held = drag;
  drag = null;
  cancelAnimationFrame(held.frame);
  held.item.style.transform = "";
  delete held.item.dataset.dragging;
  delete held.list.dataset.sorting;
  return held;
}

function putBack() {
  const { item, list, next } = letGo();
  list.insertBefore(item, next);
}

function drop() {
  const { item, list, from } = letGo();
  const place = itemsIn(list).indexOf(item);
  if (place === from) return;
  const settings = { source: item, target: "#planner", swap: "outerHTML settle:0ms", values: { plass: place + 1 } };
  window.htmx.ajax("POST", item.dataset.move, settings);
}
