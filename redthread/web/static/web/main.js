// The product's own small scripts; every page works without them.

// On a phone the network's navigation slides sideways: begin where the reader is.
const here = document.querySelector(".network-nav [aria-current]");
const row = here?.closest("ul");
if (row && row.scrollWidth > row.clientWidth) {
  row.scrollLeft = here.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// A form that came back: take the reader to what must be put right.
document.getElementById("form-errors")?.focus();
