// A formula and its pictures: what belongs to one symbol lights up together, under the
// pointer, under the focus of the keyboard, or held by a click or a tap. A step has several
// views, which light up together.
//
// While a slider moves, what it changes is recomputed here, and the server's drawing follows
// once it rests.
//
// A new drawing is laid over the old one node by node, so that a moving control neither
// loses the focus nor makes the pictures flash.

import { lay, moved } from "./lesson_live.js";
import { MOVED } from "./lesson_slider.js";
import { mounting } from "./mounting.js";

const ELEMENT = 1; // nodeType of elements
const LIT = "lesson-lit"; // tells all views on the page what is near and what is held
const viewIn = mounting(build);
// What a step is recomputed from, where its sliders stand, and what of that the server has not
// answered yet. One view brings it, and all views of the step follow. The view of the step
// before may still stand there for a moment.
const steps = new Map();

export default function mount({ data, parentElement }) {
  const view = viewIn(parentElement);
  const waiting = { ...steps.get(view)?.waiting };
  for (const [name, value] of Object.entries(waiting)) {
    if (data.tried[name] === value || !(name in data.tried)) delete waiting[name];
  }
  if (data.numbers) steps.set(view, { numbers: data.numbers, tried: data.tried, waiting });
  else steps.delete(view);
  view.draw(data.html);
}

// The last step on the page that fits.
function stepWhere(fits) {
  for (const view of steps.keys()) {
    if (!view.element.isConnected) steps.delete(view);
  }
  return [...steps.values()].findLast(fits);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "lesson";
  parent.append(element);
  let drawn = "";
  let held = ""; // symbol that a click keeps lit
  let near = ""; // symbol under the pointer or the focus

  const light = () => {
    const keys = (near || held).split(" ").filter(Boolean);
    element.dataset.lit = keys.join(" ");
    for (const part of element.querySelectorAll("[data-symbol], [data-along]")) {
      const own = `${part.dataset.symbol ?? ""} ${part.dataset.along ?? ""}`.split(" ");
      part.classList.toggle("lit", keys.some((key) => own.includes(key)));
    }
    for (const button of element.querySelectorAll("li button")) {
      button.setAttribute("aria-pressed", String(button.parentElement.dataset.symbol === held));
    }
  };
  const tell = () => window.dispatchEvent(new window.CustomEvent(LIT, { detail: { held, near } }));
  const follow = ({ detail }) => {
    if (!element.isConnected) return window.removeEventListener(LIT, follow);
    ({ held, near } = detail);
    return light();
  };
  window.addEventListener(LIT, follow);
  const recompute = ({ numbers, tried, waiting }) => lay(element, moved(numbers, { ...tried, ...waiting }));
  const slide = ({ detail: { name, value } }) => {
    if (!element.isConnected) return window.removeEventListener(MOVED, slide);
    const step = stepWhere(({ tried }) => name in tried);
    if (!step) return undefined; // a slider of another drawing
    step.waiting[name] = value;
    return recompute(step);
  };
  window.addEventListener(MOVED, slide);
  const symbolsOf = (event) => event.target.closest?.("[data-symbol]")?.dataset.symbol ?? "";
  let pointed = false; // whether what is near was pointed at in this view
  const point = (event) => {
    const symbols = symbolsOf(event);
    if (!symbols && !pointed) return; // a page that scrolls under a resting pointer
    pointed = symbols !== "";
    near = symbols;
    tell();
  };
  element.addEventListener("pointerover", point);
  element.addEventListener("focusin", point);
  for (const leaving of ["pointerleave", "focusout"]) {
    element.addEventListener(leaving, () => {
      if (!pointed) return;
      pointed = false;
      near = "";
      tell();
    });
  }
  element.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) return print(element.querySelector(".sheets"));
    const symbols = symbolsOf(event);
    held = symbols === held ? "" : symbols;
    near = held;
    return tell();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    held = near = "";
    tell();
  });

  const draw = (html) => {
    if (html !== drawn) {
      const next = document.createElement("div");
      next.innerHTML = html;
      mergeChildren(element, next);
      drawn = html;
      const step = stepWhere(() => true);
      if (step && Object.keys(step.waiting).length) recompute(step); // the hand has gone on since
    }
    light();
  };
  return { element, draw };
}

// Prints a part of the page alone, by a frame that holds nothing else.
function print(part) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { title: "Worksheet", style: "position: fixed; width: 0; height: 0; border: 0" });
  document.body.append(frame);
  frame.contentDocument.body.append(frame.contentDocument.importNode(part, true));
  const images = [...frame.contentDocument.images].map((image) => image.decode().catch(() => null));
  return Promise.all(images).then(() => {
    frame.contentWindow.addEventListener("afterprint", () => frame.remove());
    frame.contentWindow.print();
  });
}

function mergeChildren(old, next) {
  const wanted = [...next.childNodes];
  while (old.childNodes.length > wanted.length) old.lastChild.remove();
  wanted.forEach((node, place) => {
    const here = old.childNodes[place];
    if (!here) old.append(node);
    else if (here.nodeType !== node.nodeType || here.nodeName !== node.nodeName) here.replaceWith(node);
    else merge(here, node);
  });
}

function merge(old, next) {
  if (old.nodeType !== ELEMENT) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const name of old.getAttributeNames()) {
    // What a visitor folded open stays open.
    if (!next.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  }
  for (const name of next.getAttributeNames()) {
    const value = next.getAttribute(name);
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  mergeChildren(old, next);
}
