// A row of cards, one of which can be opened: its page-wide view then takes the row's place.
// Nothing is asked for before the row comes near the screen, since it takes long to measure.

import { awaiting, parse } from "./awaited.js";
import { mounting } from "./mounting.js";

const CLOSED = "none"; // in place of a card's key
const NEAR = "200px"; // below the screen
const FAILED = "<p>This could not be measured. Move any control to try again.</p>";
const STYLES = ["../canvas/figures.css", "./cards_view.css"];
const viewIn = mounting(build);

export default function mount({ data, parentElement, setStateValue }) {
  const view = viewIn(parentElement, data);
  view.tell = setStateValue;
  view.update(data);
}

function build(parent, { title, about, card }) {
  const element = document.createElement("section");
  element.className = "checks";
  element.innerHTML = `
    <header><h2></h2><p></p></header>
    <div class="row"></div>
    <div class="wide" hidden></div>`;
  element.querySelector("h2").textContent = title;
  element.querySelector("header p").textContent = about;
  addStyles(parent, element);
  parent.append(element);
  const [row, wide] = [element.querySelector(".row"), element.querySelector(".wide")];
  const cards = new Map(); // by key
  let open = card;
  let last = null; // what was sent last
  let seen = false;
  const opened = slot(wide);

  // The row and what was opened in its place; the keyboard's focus goes along.
  function choose(key) {
    const before = open;
    open = key;
    draw();
    const focused = cards.has(open) ? wide.querySelector("button") : cards.get(before)?.button;
    focused?.focus({ preventScroll: true });
    view.tell("card", key);
  }

  function draw() {
    const found = cards.get(open);
    row.hidden = Boolean(found);
    wide.hidden = !found;
    element.querySelector("header p").hidden = Boolean(found);
    if (found) opened.update({ heading: found.title, html: found.waiting, later: seen ? found.wide : null }, choose);
  }

  const view = {
    element,
    update(data) {
      last = data;
      for (const one of data.cards) {
        if (!cards.has(one.key)) {
          const place = document.createElement("article");
          row.append(place);
          cards.set(one.key, { place: slot(place) });
        }
        const kept = cards.get(one.key);
        Object.assign(kept, one);
        kept.place.update({ heading: one.title, html: one.html, later: seen ? one.later : null }, one.wide ? () => choose(one.key) : null);
        kept.button = kept.place.button;
      }
      draw();
    },
  };
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    seen = true;
    view.update(last);
  }, { rootMargin: NEAR });
  near.observe(element);
  return view;
}

// A heading with a button, and HTML below it that may come later.
function slot(place) {
  const head = document.createElement("h3");
  const body = document.createElement("div");
  body.className = "body";
  place.append(head, body);
  const isWide = place.classList.contains("wide");
  let data = {};
  let loaded = null; // address of what is drawn, if it came from one
  const show = (content, address) => {
    body.replaceChildren(...content.childNodes);
    body.classList.remove("old");
    loaded = address;
  };
  const awaited = awaiting({
    show: (content, _, address) => show(content, address),
    fail: () => show(parse(FAILED), null),
  });
  const found = {
    button: null,
    update(now, press) {
      label(head, now.heading, press, isWide, found);
      const same = now.later === data.later && now.html === data.html;
      const first = !data.later;
      data = now;
      if (same && (!now.later || now.later === loaded)) return;
      // Each step leaves the machine to what moves: what is under way goes on when it rests.
      awaited.stop();
      if (same) return awaited.start(now.later);
      if (now.later && now.later === loaded) return body.classList.remove("old");
      // The same check of another setting stays, faded; that of another pair is no longer true.
      if (now.html === null && loaded !== null) body.classList.add("old");
      else show(parse(now.html ?? ""), null);
      if (now.later) awaited.start(now.later, first || isWide ? 0 : undefined);
    },
  };
  return found;
}

// The heading of a card is its button; a page-wide view has one that leads back.
function label(head, words, press, isWide, found) {
  if (!found.button && press) {
    found.button = document.createElement("button");
    found.button.type = "button";
    found.button.addEventListener("click", () => found.press(CLOSED));
    if (!isWide) found.button.setAttribute("aria-expanded", "false");
    head.append(found.button);
  }
  found.press = press;
  if (!press) head.textContent = words;
  else if (isWide) {
    found.button.textContent = "All checks";
    found.button.setAttribute("aria-label", `Back from ${words} to all checks`);
    found.title ??= head.appendChild(document.createElement("span"));
    found.title.textContent = words;
  } else found.button.textContent = words;
}

function addStyles(parent, element) {
  element.hidden = true; // until it can look as it should
  let waiting = STYLES.length;
  for (const path of STYLES) {
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = new URL(path, import.meta.url);
    style.onload = () => (element.hidden = --waiting > 0);
    parent.append(style);
  }
}
