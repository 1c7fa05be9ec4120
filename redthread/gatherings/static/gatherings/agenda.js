// Alt and an arrow moves the agenda item that has the focus, by pressing its own button.
const WAYS = { ArrowUp: "opp", ArrowDown: "ned" };

document.addEventListener("keydown", (event) => {
  const way = WAYS[event.key];
  const item = way && event.altKey && event.target.closest("[data-agenda-item]");
  if (!item) return;
  event.preventDefault();
  const button = item.querySelector(`button[value="${way}"]`);
  button.focus();
  button.click();
});
