// A slider of Learn: while it moves, the views on the page recompute in the browser, and the
// server is asked once the hand has rested.

import { listenRange } from "../canvas/thumb.js";
import { mounting } from "./mounting.js";

export const MOVED = "lesson-moved"; // tells the views { name, value, step }

const REST = 150; // ms without a move
const TURNS = ["pointerdown", "keydown"];
const sliderIn = mounting(build);

export default function mount({ data, parentElement, setStateValue }) {
  const slider = sliderIn(parentElement, data);
  slider.settle = (value) => setStateValue("hand", { value, settled: value });
  slider.describe(data);
}

function build(parent, data) {
  const field = document.createElement("div");
  field.className = "field";
  field.innerHTML = `
    <div class="head"><label for="range"></label><output for="range"></output></div>
    <input id="range" type="range">
    <div class="scale"><button type="button" class="mark"></button></div>`;
  parent.append(field);
  const [input, label, output, mark] = ["input", "label", "output", ".mark"].map((part) => field.querySelector(part));
  let settings = data;
  let resting = 0; // timer of the value that may have come to rest
  const slider = { element: field, settle: () => {} };

  const show = () => {
    const { low, high, decimals, words } = settings;
    const value = Number(input.value);
    const said = value.toFixed(decimals);
    output.textContent = said;
    input.dataset.value = value; // for tests and for other tools
    input.setAttribute("aria-valuetext", words ? `${said} ${words}` : said);
    input.style.setProperty("--share", `${(100 * (value - low)) / (high - low || 1)}%`);
  };
  const settle = () => {
    clearTimeout(resting);
    resting = 0;
    slider.settle(Number(input.value));
  };
  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(settle, REST);
  };
  const move = () => {
    show();
    const { name } = settings;
    window.dispatchEvent(new window.CustomEvent(MOVED, { detail: { name, value: Number(input.value) } }));
    rest();
  };
  const moveTo = (value) => {
    input.value = value;
    move();
  };
  // A hand that turns to something else has rested: the page may change any moment.
  const turn = (event) => {
    if (!field.isConnected) {
      for (const kind of TURNS) removeEventListener(kind, turn, true);
    } else if (resting && !event.composedPath().includes(field)) {
      settle();
    }
  };
  for (const kind of TURNS) addEventListener(kind, turn, true);

  slider.describe = (now) => {
    const other = now.name !== settings.name || now.low !== settings.low || now.high !== settings.high;
    settings = now;
    label.textContent = now.label;
    input.setAttribute("aria-label", now.label);
    Object.assign(input, { min: now.low, max: now.high, step: now.step, title: now.about });
    if (other) input.value = now.value;
    const share = (now.mark - now.low) / (now.high - now.low || 1);
    // The thumb is 18 px wide and stays inside the track, and so do the words of the mark.
    mark.style.left = `clamp(1.5rem, calc(9px + ${share} * (100% - 18px)), 100% - 1.5rem)`;
    mark.textContent = now.origin;
    const back = now.origin === "paper" ? `back to the paper's ${now.mark}` : `back to ${now.mark}, ${now.origin}`;
    mark.title = back[0].toUpperCase() + back.slice(1);
    mark.setAttribute("aria-label", `${now.label}: ${back}`);
    show();
  };

  Object.assign(input, { min: data.low, max: data.high, step: data.step });
  input.value = data.value;
  listenRange(input, move, rest);
  input.addEventListener("dblclick", () => moveTo(settings.mark));
  mark.addEventListener("click", () => moveTo(settings.mark));
  return slider;
}
