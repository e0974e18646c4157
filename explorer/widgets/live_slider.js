// A range input that reports while it is dragged.
//
// One step is under way at a time: the next value leaves when the page has answered the
// last one, so a slow answer never queues up behind it, and the last value always leaves.

import { listenRange } from "../canvas/thumb.js";
import { mounting } from "./mounting.js";

const PATIENCE = 400; // ms after which an answer is no longer waited for
const REST = 400; // ms without a move after which a value is worth a place in the link
const TURNS = ["pointerdown", "keydown"];
const sliderIn = mounting(build);

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const slider = sliderIn(parentElement, data);
  slider.report = (value) => setStateValue("value", value);
  slider.settle = (value) => setStateValue("settled", value);
  slider.describe(data);
  slider.answered(data.value);
}

function build(parent, data) {
  const field = document.createElement("div");
  field.className = "field";
  field.innerHTML = `
    <div class="head"><label for="range"></label><output for="range"></output></div>
    <input id="range" type="range">
    <div class="scale"><button type="button" class="paper">paper</button><span class="note"></span></div>`;
  parent.append(field);
  const input = field.querySelector("input");
  const output = field.querySelector("output");
  const label = field.querySelector("label");
  const paper = field.querySelector("button");
  const note = field.querySelector(".note");

  let settings = data;
  let sent = data.value; // last value that left
  let waiting = 0; // timer of the step under way, 0 when none is
  let resting = 0; // timer of the value that may have come to rest
  const slider = { element: field, report: () => {}, settle: () => {} };

  const show = () => {
    const { low, high, decimals } = settings;
    const value = Number(input.value);
    output.value = value.toFixed(decimals);
    input.style.setProperty("--share", `${(100 * (value - low)) / (high - low || 1)}%`);
  };
  const send = () => {
    const value = Number(input.value);
    if (waiting || value === sent) return;
    sent = value;
    waiting = setTimeout(next, PATIENCE);
    slider.report(value);
  };
  const next = () => {
    clearTimeout(waiting);
    waiting = 0;
    send();
  };
  const moveTo = (value) => {
    input.value = value;
    show();
    send();
    rest();
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
    settings = now;
    label.textContent = now.label;
    Object.assign(input, { min: now.low, max: now.high, step: now.step, title: now.about });
    input.setAttribute("aria-label", now.label);
    const share = ((now.default ?? now.low) - now.low) / (now.high - now.low || 1);
    // The thumb is 18 px wide and stays inside the track.
    paper.style.left = `calc(9px + ${share} * (100% - 18px))`;
    paper.hidden = now.default === null;
    paper.textContent = now.origin;
    const back = now.origin === "paper" ? `back to the paper's ${now.default}` : `back to ${now.default}, ${now.origin}`;
    paper.title = back[0].toUpperCase() + back.slice(1);
    paper.setAttribute("aria-label", `${now.label}: ${back}`);
    note.textContent = now.note;
    show();
  };
  slider.answered = (value) => {
    if (value === sent) next();
  };

  input.min = data.low;
  input.max = data.high;
  input.step = data.step;
  input.value = data.value;
  listenRange(input, () => {
    clearTimeout(resting);
    resting = 0;
    show();
    send();
  }, rest);
  input.addEventListener("dblclick", () => moveTo(settings.default ?? settings.low));
  paper.addEventListener("click", () => moveTo(settings.default));
  return slider;
}
