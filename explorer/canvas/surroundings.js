// What stands around the canvas: names over the pictures, the wipe's handle, the line under
// them, the legends, and what is read aloud.

import { gradient, halves } from "./colours.js";
import { holdable, slidable } from "./gestures.js";
import { GAP, isNarrow, visibleWidth, wipeEdge } from "./geometry.js";
import { LOOK } from "./look.js";
import { buildPlaneStrip } from "./plane_strip.js";
import { NAMES, description, fill, legend, note, rowShown, sentence } from "./words.js";

const MARKUP = `
  <div class="heads">
    <div class="over-plain"><span class="left"></span><button type="button" class="flipper"></button></div>
    <div class="over-other"><span class="right"></span>
      <div class="segments rights" role="group" aria-label="Compared with the plain picture">
        <button type="button" data-right="plain" hidden>${NAMES.plain}</button>
        <button type="button" data-right="encrypted" title="Key R">${NAMES.encrypted}</button>
        <button type="button" data-right="reassembled" title="Key R: every match laid where its plain block stands">${NAMES.reassembled}</button>
      </div>
    </div>
  </div>
  <div class="stage">
    <canvas tabindex="0" role="application" aria-label="Pictures and matches" aria-describedby="described"></canvas>
    <p id="described" hidden></p>
    <div class="handle" role="slider" tabindex="0" aria-label="Wipe: share of the plain picture" aria-valuemin="0" aria-valuemax="100" hidden></div>
    <button type="button" class="out" hidden>Fit</button>
  </div>
  <div class="below-pictures">
  <div class="tip">
    <span class="said"></span> <button type="button" class="below" hidden>Its numbers ↓</button>
    <span class="pixel"></span>
  </div>
  <div class="chips">
    <div class="found" hidden><span></span> <button type="button"></button></div>
    <div class="turns" hidden><span></span> <button type="button"></button></div>
  </div>
  </div>
  <div class="foot">
    <div class="legend">
      <span class="title"></span><span class="low"></span><span class="bar"></span><span class="high"></span>
      <span class="segments ranges" role="group" aria-label="Range of the colours" hidden>
        <button type="button" data-range="fixed" title="The same colours for every pair">0–1</button>
        <button type="button" data-range="pair" title="From the lowest to the highest value of this pair">this pair</button>
      </span>
    </div>
    <div class="ranks" role="group" aria-label="Rank of the match" hidden>
      <span class="rowtitle"></span><span class="from"></span><span class="bar"></span><span class="to"></span>
      <span class="stepper">
        <button type="button" class="better" title="Key ," aria-label="Better match">‹</button>
        <output class="rank"></output>
        <button type="button" class="next" title="Key ." aria-label="Next match">›</button>
      </span>
    </div>
    <p class="note"></p>
    <p class="reading"></p>
  </div>
  <div class="spoken" role="status"></div>`;

const SETTLED = 300; // ms without a change after which it is read aloud

const NUMBERS = ".this-block h2"; // heading of the pinned block's numbers
const FOLLOW = 3000; // ms in which a step that is under way may draw them anew

// Scroll to the heading over the pinned block's numbers and give it the focus.
function lookBelow() {
  let heading = document.querySelector(NUMBERS);
  if (!heading) return;
  take(heading);
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  heading.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
  // Drawing the numbers anew removes the heading: the focus moves to the new one.
  const watch = new MutationObserver(() => {
    const now = document.querySelector(NUMBERS);
    if (heading.isConnected || !now) return;
    heading = now;
    if (document.activeElement === document.body) take(heading);
  });
  watch.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => watch.disconnect(), FOLLOW);
}

function take(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

export function buildSurroundings(element, act) {
  element.style.setProperty("--gap", `${GAP}px`);
  element.insertAdjacentHTML("beforeend", MARKUP);
  const find = (selector) => element.querySelector(selector);
  const [canvas, handle] = ["canvas", ".handle"].map(find);
  const showPlanes = buildPlaneStrip(find(".foot"), act);
  const touch = window.matchMedia("(hover: none)").matches;
  let state = null;
  let speaking = 0;

  const write = (selector, text) => {
    const part = find(selector);
    if (part.textContent !== text) part.textContent = text;
  };
  const move = (wipe) => act("wipeTo", wipe);
  slidable(handle, {
    value: () => state.settings.wipe,
    follow: (clientX) => {
      const { x, w } = visibleWidth(state.pictures.plain);
      move((clientX - canvas.getBoundingClientRect().x - x) / (w || 1));
    },
    move,
  });
  holdable(find(".flipper"), () => act("flip"));
  const rights = [...element.querySelectorAll("button[data-right]")];
  for (const button of rights) {
    button.addEventListener("click", () => act("right", button.dataset.right));
  }
  const ranges = [...element.querySelectorAll("button[data-range]")];
  for (const button of ranges) {
    button.addEventListener("click", () => act("range", button.dataset.range));
  }
  find(".found button").addEventListener("click", () => act("ask", ["grid", state.data.found.used ? "before" : "found"]));
  find(".turns button").addEventListener("click", () => act("ask", ["turns", state.data.turns.used ? "leave" : "back"]));
  find(".out").addEventListener("click", () => act("zoom", 0));
  find(".below").addEventListener("click", lookBelow);
  find(".better").addEventListener("click", () => act("rank", -1));
  find(".next").addEventListener("click", () => act("rank", 1));

  function show(now) {
    state = now;
    const { data, layout, settings, focus } = state;
    const looks = { ...settings, flipped: state.flipped, difference: state.difference };
    element.classList.toggle("stacked", layout.stacked);
    element.classList.toggle("single", layout.single);
    element.classList.toggle("narrow", isNarrow(layout.width));
    showHeads();
    showHandle();
    find(".out").hidden = !state.closer;
    const words = legend(data, looks);
    for (const part of ["title", "low", "high", "reading"]) write(`.${part}`, words[part]);
    find(".legend .bar").style.background = (data.bits ? halves : gradient)(data.colours);
    showPlanes(data, settings.plane, state.smalls);
    find(".ranges").hidden = settings.mode === "difference" || !data.overlay.ranges;
    for (const button of ranges) {
      button.setAttribute("aria-pressed", button.dataset.range === settings.range);
    }
    const ranked = data.row?.values && settings.right === "encrypted";
    find(".ranks").hidden = !ranked;
    find(".note").hidden = ranked;
    write(".note", note(data, settings));
    if (ranked) showRow(rowShown(data, settings));
    find(".foot").hidden = !words.title && !ranked && !find(".note").textContent;
    find(".legend").hidden = !words.title;
    write("#described", description(data, looks));
    write(".said", sentence(data, focus, { touch, numbered: state.numbered.length }));
    find(".below").hidden = !data.numbers || !data.row || focus.plain !== data.row.block;
    write(".pixel", state.pixel);
    showChip("found", data.found);
    showChip("turns", data.turns);
  }

  function showHeads() {
    const { data, layout, settings, flipped } = state;
    const other = NAMES[settings.right];
    const [left, right] = {
      side: [NAMES.plain, other],
      wipe: [NAMES.plain, other],
      flip: ["", ""],
      difference: [fill(data.planes ? LOOK.heads.bits : LOOK.heads.difference, { other }), ""],
    }[settings.mode];
    const choice = data.pictures.length > 2;
    write(".heads .left", left);
    write(".heads .right", choice ? "" : right);
    find(".rights").hidden = !choice;
    const front = state.one && !flipped ? "plain" : settings.right;
    for (const button of rights) {
      button.setAttribute("aria-pressed", button.dataset.right === front);
    }
    rights[0].hidden = !state.one;
    // Each over its picture.
    const { x } = layout.frames.encrypted;
    find(".over-plain").style.width = layout.stacked || layout.single ? "" : `${x - GAP}px`;
    const flipper = find(".flipper");
    flipper.hidden = settings.mode !== "flip" || state.one;
    const shown = flipped ? other : NAMES.plain;
    write(".flipper", `${shown} (press or hold to flip)`);
  }

  // The grid that the cipher seems to have, or its turned pieces, with what to do about it.
  function showChip(name, found) {
    const chip = find(`.${name}`);
    chip.hidden = !found;
    if (!found) return;
    chip.classList.toggle("used", found.used);
    write(`.${name} span`, found.words);
    write(`.${name} button`, found.action);
    find(`.${name} button`).title = found.about;
  }

  function showHandle() {
    const { settings, pictures } = state;
    handle.hidden = settings.mode !== "wipe";
    if (handle.hidden) return;
    handle.style.left = `${wipeEdge(pictures.plain, settings.wipe)}px`;
    const share = Math.round(100 * settings.wipe);
    handle.setAttribute("aria-valuenow", share);
    handle.setAttribute("aria-valuetext", `${share} % plain`);
  }

  function showRow(shown) {
    const { data, rank } = state;
    find(".ranks").classList.toggle("unpainted", !shown);
    write(".rowtitle", shown ? `${data.row.name} of the pinned block` : "Match of the pinned block");
    write(".from", data.row.low.toFixed(2));
    write(".to", data.row.high.toFixed(2));
    find(".ranks .bar").style.background = gradient(data.colours);
    const count = data.row.order.length;
    write(".rank", `Rank ${rank} of ${count}`);
    find(".better").disabled = rank <= 1;
    find(".next").disabled = rank >= count;
  }

  // Read aloud after a key or a click, not while the pointer moves.
  function speak(text) {
    clearTimeout(speaking);
    speaking = setTimeout(() => write(".spoken", text), SETTLED);
  }

  return { canvas, show, speak };
}
