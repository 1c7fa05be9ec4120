// What there is no room for on one face of the wall is shown on several, in turn, so that nothing is cut.
//
//   const faces = openFaces({ root, now, tools })
//   faces.show()     again, when the wall is drawn or the time has gone
//
// `[data-flow]` holds a sheet that runs over in columns to the right; a page is as many as there is room for. The flows
// of a face take turns. Which page it is follows from the server's time, so that it stays when the wall is drawn anew
// and is the same on every wall, until somebody turns the pages by hand.

const HOLD = 15_000; // long enough to read what fits on a face

export function openFaces({ root, now, tools }) {
  const { mark, stop, next } = tools;
  let held = null; // the page that somebody stopped at

  const flows = () => [...root.querySelectorAll("[data-flow]")].map((flow) => ({ flow, pages: pagesOf(flow) }));
  const total = (all) => all.reduce((sum, one) => sum + one.pages, 0);
  const pageNow = (pages) => (held ?? Math.floor(now() / HOLD)) % pages;

  function show() {
    const all = flows();
    const pages = total(all);
    const page = pages ? pageNow(pages) : 0;
    let left = page;
    for (const { flow, pages: own } of all) {
      const isUp = left >= 0 && left < own;
      flow.toggleAttribute("data-up", isUp);
      turn(flow, isUp ? left : 0);
      left -= own;
    }
    const isMany = pages > 1;
    for (const tool of [stop, next]) tool.hidden = !isMany;
    const words = isMany ? mark.dataset.words.replace("{n}", page + 1).replace("{all}", pages) : "";
    if (mark.textContent !== words) mark.textContent = words;
    stop.textContent = held === null ? stop.dataset.stop : stop.dataset.go;
  }

  const hold = (step) => {
    const pages = total(flows());
    held = (pageNow(pages) + step) % pages;
    show();
  };
  stop.addEventListener("click", () => {
    if (held === null) return hold(0);
    held = null;
    return show();
  });
  next.addEventListener("click", () => hold(1));
  return { show };
}

// How far one page is: the columns that are seen, and the gap to the next.
const stepOf = (flow, sheet) => flow.clientWidth + (parseFloat(getComputedStyle(sheet).columnGap) || 0);

function pagesOf(flow) {
  const sheet = flow.firstElementChild;
  const step = stepOf(flow, sheet);
  return Math.max(1, Math.ceil((sheet.scrollWidth + step - flow.clientWidth) / step - 0.02));
}

function turn(flow, page) {
  const sheet = flow.firstElementChild;
  const shift = page ? `translateX(${-page * stepOf(flow, sheet)}px)` : "";
  if (sheet.style.transform !== shift) sheet.style.transform = shift;
}
