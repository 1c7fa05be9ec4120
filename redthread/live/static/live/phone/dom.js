// Draws descriptions of elements into the page and changes only what differs, so that focus, what is typed and
// where the page is scrolled to survive every message from the room. Text is always text, never markup.

const SVG = new Set(["svg", "path", "circle"]);
const TYPED = new Set(["value", "checked"]); // what people change themselves, and is set whenever it differs
const drawn = new WeakMap(); // node → the description that it was last drawn from

const isThere = (child) => child !== null && child !== undefined && child !== false && child !== "";

// A description. `key` tells it from its siblings; every field that is typed in must have one.
export function el(tag, attrs, ...children) {
  return { tag, attrs: attrs ?? {}, key: attrs?.key, children: children.flat(Infinity).filter(isThere) };
}

export function draw(parent, children) {
  const wanted = [children].flat(Infinity).filter(isThere);
  const nodes = match(parent, wanted);
  for (const node of [...parent.childNodes]) if (!nodes.includes(node)) node.remove();
  const had = document.activeElement;
  wanted.forEach((child, place) => {
    const node = nodes[place] ?? make(child);
    const there = parent.childNodes[place];
    if (there !== node) parent.insertBefore(node, there ?? null);
    update(node, child);
  });
  if (had !== document.activeElement && parent.contains(had)) had.focus({ preventScroll: true });
}

// The node that each description was drawn as last time: by key, or in order among those without.
function match(parent, wanted) {
  const free = [...parent.childNodes];
  return wanted.map((child) => {
    const at = free.findIndex((node) => fits(node, child));
    return at < 0 ? null : free.splice(at, 1)[0];
  });
}

function fits(node, child) {
  if (typeof child !== "object") return node.nodeType === Node.TEXT_NODE;
  const before = drawn.get(node);
  return before !== undefined && before.tag === child.tag && before.key === child.key;
}

function make(child) {
  if (typeof child !== "object") return document.createTextNode(child);
  const node = SVG.has(child.tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", child.tag)
    : document.createElement(child.tag);
  drawn.set(node, { ...child, attrs: {} });
  return node;
}

function update(node, child) {
  if (typeof child !== "object") {
    if (node.data !== String(child)) node.data = child;
    return;
  }
  const { attrs: before } = drawn.get(node);
  for (const name of Object.keys(before)) if (!(name in child.attrs)) set(node, name, undefined);
  for (const [name, value] of Object.entries(child.attrs)) {
    if (value !== before[name] || TYPED.has(name)) set(node, name, value);
  }
  drawn.set(node, child);
  draw(node, child.children);
}

function set(node, name, value) {
  if (name === "key") return;
  if (name.startsWith("on")) node[name] = value ?? null;
  else if (TYPED.has(name)) setTyped(node, name, value);
  else if (value === undefined || value === null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : value);
}

function setTyped(node, name, value) {
  const wanted = name === "value" ? String(value ?? "") : Boolean(value);
  if (node[name] !== wanted) node[name] = wanted;
}
