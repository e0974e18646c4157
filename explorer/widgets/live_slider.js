// A range input that reports while it is dragged.
//
// By the lane, where there is one; then Streamlit hears of a value when it rests. Else one step
// is under way at a time: the next value leaves when the page has answered the last one, so a
// slow answer never queues up behind it, and the last value always leaves.

import { listenRange } from "../canvas/thumb.js";
import { lane } from "./lane.js";
import { mounting } from "./mounting.js";

const PATIENCE = 400; // ms after which an answer is no longer waited for
const REST = 400; // ms without a move after which a value is worth a place in the link
const TURNS = ["pointerdown", "keydown"];
const sliderIn = mounting(build);

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const slider = sliderIn(parentElement, data);
  // Counted, since Streamlit runs for no state that is as it was: not for a hand that is back.
  slider.report = (value, settled, count) => setStateValue("hand", { value, settled, count });
  slider.describe(data);
  slider.answered(data.value);
}

// What a slider moves over: its values, or for alpha the sides of a block in pixels. Then
// `place` is `Parameters.block_side` of the core, and `value` the alpha in use or the paper's
// where it has that side, else the least one of four decimals that has.
export function scaleOf({ shorter, default: paper, value: inUse, low = 0 }) {
  if (!shorter) return { place: (value) => value, value: (place) => place };
  const place = (alpha) => Math.min(Math.floor(Number((alpha * shorter).toFixed(9))) + 1, shorter);
  // The least side of all has an alpha below the range, too.
  const least = (side) => Math.max(Math.ceil((1e4 * (side - 1)) / shorter - 1e-6) / 1e4, low);
  const known = (side) => [inUse, paper].find((alpha) => alpha && place(alpha) === side);
  return { place, value: (side) => known(side) ?? least(side) };
}

function build(parent, data) {
  const field = document.createElement("div");
  field.className = "field";
  field.innerHTML = `
    <div class="head"><label for="range"></label><output for="range"><b></b><span></span></output></div>
    <input id="range" type="range">
    <div class="scale"><button type="button" class="paper">paper</button><span class="note"></span></div>`;
  parent.append(field);
  const find = (selector) => field.querySelector(selector);
  const [input, label, paper, note] = ["input", "label", "button", ".note"].map(find);

  let settings = data;
  let scale = scaleOf(data);
  let sent = data.value; // last value that left, by whichever way
  let heard = data.value; // last one that Streamlit heard of
  let settled = data.value; // last one that it heard of as at rest
  let count = 0; // of what it heard
  let waiting = 0; // timer of the step under way, 0 when none is
  let resting = 0; // timer of the value that may have come to rest
  const slider = { element: field, report: () => {} };

  const value = () => scale.value(Number(input.value));
  const show = () => {
    const { decimals, symbol, shorter } = settings;
    const number = value().toFixed(decimals);
    const [large, small] = shorter ? [`${input.value} px`, `${symbol} ${number}`] : [number, symbol];
    input.dataset.value = value(); // for tests and for other tools
    find("output b").textContent = large;
    find("output span").textContent = small;
    input.setAttribute("aria-valuetext", shorter ? `${input.value} pixels, ${symbol} ${number}` : number);
    const [low, high] = [input.min, input.max].map(Number);
    input.style.setProperty("--share", `${(100 * (input.value - low)) / (high - low || 1)}%`);
  };
  const send = () => {
    const now = value();
    if (waiting || now === sent) return;
    sent = now;
    if (!settings.lane || !lane.ask(settings.lane, now)) report();
  };
  const report = () => {
    heard = sent;
    waiting = setTimeout(next, PATIENCE);
    slider.report(sent, settled, (count += 1));
  };
  const next = () => {
    clearTimeout(waiting);
    waiting = 0;
    send();
  };
  const moveTo = (to) => {
    input.value = scale.place(to);
    show();
    send();
    rest();
  };
  const settle = () => {
    clearTimeout(resting);
    resting = 0;
    sent = heard = settled = value();
    slider.report(settled, settled, (count += 1));
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
  // The lane answers no more: what it was asked last is asked of Streamlit.
  const watcher = {
    lost() {
      if (!field.isConnected) lane.unwatch(watcher);
      else if (sent !== heard && !waiting) report();
    },
  };

  slider.describe = (now) => {
    const other = now.shorter !== settings.shorter;
    const kept = other ? now.value : null; // another picture has other sides of the same alpha
    settings = now;
    if (now.lane) lane.watch(watcher);
    scale = scaleOf(now);
    label.textContent = now.label;
    const [min, max] = [now.low, now.high].map(scale.place);
    Object.assign(input, { min, max, step: now.shorter ? 1 : now.step, title: now.about });
    if (kept !== null) input.value = scale.place(kept);
    input.setAttribute("aria-label", now.label);
    const share = (scale.place(now.default ?? now.low) - min) / (max - min || 1);
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
  slider.answered = (answer) => {
    if (answer === sent) next();
  };

  Object.assign(input, { min: scale.place(data.low), max: scale.place(data.high), step: data.shorter ? 1 : data.step });
  input.value = scale.place(data.value);
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
