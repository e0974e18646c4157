// The encrypted, the attacked and the plain picture under one camera: beside each other, under a
// wipe, or one at a time. The plain picture is not there until it is asked for.
//
// The view says what it shows: data-mode, data-picture (of a flip), data-plain (whether it is
// shown), data-zoom (device pixels per pixel), data-drawn (how many pictures have come).

import { FIT, isCloser, lay, panBy, pinch, stepZoom, zoomBy, zoomOf, zoomTo } from "../canvas/camera.js";
import { listen, slidable } from "../canvas/gestures.js";
import { createPictures } from "../canvas/pictures.js";
import { roving } from "../canvas/roving.js";
import { MARKUP, modeOfKey, pressed, showStrip } from "./attack_bar.js";
import { mounting } from "./mounting.js";

const [ENCRYPTED, ATTACKED, PLAIN] = [0, 1, 2];
const NARROW = 480; // CSS pixels under which one picture is seen at a time
const LEAST = 180; // CSS pixels of a picture beside others
const GAP = 16;
const TALLEST = 560;
const PAN = 40; // CSS pixels that a key moves the pictures

const viewIn = mounting(build);

export default function mount({ data, parentElement, setStateValue }) {
  const view = viewIn(parentElement);
  view.tell = setStateValue;
  view.update(data);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "attacked";
  element.innerHTML = MARKUP;
  parent.append(element);
  const find = (selector) => element.querySelector(selector);
  const grid = find(".grid");
  const view = { element, tell: () => {} };
  const pictures = createPictures(repaint);
  const panels = [...grid.querySelectorAll("figure")].map((figure) => {
    const canvas = figure.querySelector("canvas");
    return { figure, canvas, context: canvas.getContext("2d") };
  });
  const handle = find(".handle");
  const strip = find(".strip");
  let data = null;
  let asked = ""; // the pair whose plain picture is shown
  let mode = "side";
  let front = ATTACKED; // the picture of a flip
  let wipe = 0.5;
  let camera = FIT;
  let size = { w: 1, h: 1 };
  let narrow = false;
  let frame = 0;

  function repaint() {
    if (!frame) frame = requestAnimationFrame(paint);
  }

  const stage = () => ({ frame: { x: 0, y: 0, ...size }, image: data.image, ratio: window.devicePixelRatio || 1 });
  const isPlain = () => Boolean(data.panels[PLAIN]) && asked === data.pair;
  const look = () => (mode === "side" && narrow ? "flip" : mode);
  const count = () => (isPlain() ? 3 : 2);

  function paint() {
    frame = 0;
    if (!data || !grid.clientWidth) return;
    narrow = grid.clientWidth < NARROW;
    const now = look();
    if (front >= count()) front = ATTACKED;
    const places = now === "side" ? data.panels.length : 1;
    const columns = now === "side" ? Math.min(places, Math.floor((grid.clientWidth + GAP) / (LEAST + GAP))) : 1;
    grid.style.setProperty("--columns", columns);
    const w = Math.floor((grid.clientWidth - GAP * (columns - 1)) / columns);
    const h = Math.round(Math.min((w * data.image[1]) / data.image[0], TALLEST));
    size = { w: now === "side" ? w : Math.min(w, Math.round((h * data.image[0]) / data.image[1])), h };
    let drawn = 0;
    panels.forEach((panel, i) => {
      const shown = now === "side" ? i < data.panels.length : i === (now === "flip" ? front : ATTACKED);
      panel.figure.hidden = !shown;
      if (!shown) return;
      const hiding = i === PLAIN && !isPlain();
      panel.figure.classList.toggle("hiding", hiding);
      head(panel.figure, i, now);
      if (hiding) panel.figure.style.setProperty("--height", `${size.h}px`);
      else drawn += drawPanel(panel, now === "wipe" ? [ENCRYPTED, ATTACKED] : [i]);
    });
    handle.hidden = now !== "wipe";
    handle.style.left = `${wipe * size.w}px`;
    handle.style.height = `${size.h}px`;
    handle.style.top = `${panels[ATTACKED].canvas.offsetTop}px`;
    handle.setAttribute("aria-valuenow", Math.round(100 * wipe));
    describe(now, drawn);
  }

  function head(figure, i, now) {
    const { name, note } = data.panels[i];
    figure.querySelector(".name").textContent = now === "wipe" ? `${data.panels[ENCRYPTED].name}, ${name.toLowerCase()}` : name;
    figure.querySelector(".note").textContent = note;
    figure.querySelector("canvas").setAttribute("aria-label", `${name}. ${note}`);
  }

  // Draw one picture, or two with the wipe between them; how many have come.
  function drawPanel({ canvas, context }, shown) {
    const { w, h } = size;
    const ratio = window.devicePixelRatio || 1;
    const [across, down] = [Math.round(w * ratio), Math.round(h * ratio)];
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    Object.assign(canvas.style, { width: `${w}px`, height: `${h}px`, touchAction: isCloser(camera, stage()) ? "none" : "pan-y" });
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, w, h);
    const zoom = zoomOf(camera, stage());
    const { x, y, w: width, h: height } = lay(camera, stage());
    context.imageSmoothingEnabled = zoom < 1;
    return shown.filter((i, place) => {
      const source = sourceOf(i, zoom);
      context.save();
      context.beginPath();
      const [start, end] = shown.length === 1 ? [0, w] : [[0, wipe * w], [wipe * w, w]][place];
      context.rect(start, 0, end - start, h);
      context.clip();
      if (source) context.drawImage(source, x, y, width, height);
      context.restore();
      return source;
    }).length;
  }

  function sourceOf(i, zoom) {
    const { picture, coloured } = data.panels[i];
    if (i === ATTACKED) return picture ? pictures.lasting("attacked", picture, zoom) : null;
    return pictures.either(coloured || picture, picture, zoom);
  }

  function describe(now, drawn) {
    const closer = isCloser(camera, stage());
    grid.classList.toggle("closer", closer);
    find(".modes").hidden = narrow && mode !== "wipe" && data.panels.length < 2;
    pressed(find(".modes"), "mode", narrow && mode === "side" ? "flip" : mode);
    find("[data-mode=side]").hidden = narrow;
    find(".which").hidden = now !== "flip";
    find("[data-picture='2']").hidden = !isPlain();
    pressed(find(".which"), "picture", String(front));
    find(".whole").hidden = !closer;
    find(".reveal").hidden = isPlain() || !data.panels[PLAIN] || now === "side";
    modes();
    which();
    Object.assign(element.dataset, {
      mode: now, picture: now === "flip" ? front : "", plain: isPlain(), drawn, zoom: zoomOf(camera, stage()).toFixed(4),
    });
  }

  const modes = roving(find(".modes"));
  const which = roving(find(".which"));
  const states = roving(strip.querySelector(".states"));

  function setMode(now) {
    mode = now;
    repaint();
  }

  function show(i) {
    front = i;
    find(".said").textContent = data.panels[i].name;
    repaint();
  }

  function reveal() {
    asked = data.pair;
    if (look() === "flip") front = PLAIN;
    view.tell("plain", asked);
    repaint();
    if (look() !== "flip") grid.focus({ preventScroll: true });
  }

  function move(now) {
    camera = now;
    repaint();
  }

  const setWipe = (to) => {
    wipe = Math.min(Math.max(to, 0), 1);
    repaint();
  };
  const hands = {
    closer: () => Boolean(data) && isCloser(camera, stage()),
    hover() {},
    click() {
      if (look() === "flip") show((front + 1) % count());
    },
    pan: (dx, dy) => move(panBy(camera, stage(), dx, dy)),
    zoom: (factor, at) => move(zoomBy(camera, stage(), factor, at)),
    pinch: (from, to) => move(pinch(camera, stage(), from, to)),
  };
  for (const { canvas } of panels) listen(canvas, hands);
  slidable(handle, {
    value: () => wipe,
    follow: (x) => setWipe((x - panels[ATTACKED].canvas.getBoundingClientRect().x) / size.w),
    move: setWipe,
  });
  element.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.mode) setMode(button.dataset.mode);
    if (button.dataset.picture) show(Number(button.dataset.picture));
    if (button.dataset.do === "reveal") reveal();
    if (button.dataset.do === "whole") move(FIT);
    if (button.dataset.state) view.tell("state", { attack: data.strip.attack, state: Number(button.dataset.state) });
  });
  grid.addEventListener("keydown", (event) => {
    if (!data || event.ctrlKey || event.metaKey || event.altKey || event.target !== grid) return;
    const { key } = event;
    const way = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] }[key];
    if (way && event.shiftKey) hands.pan(...way);
    else if (key === "ArrowLeft" && mode === "wipe") setWipe(wipe - 0.05);
    else if (key === "ArrowRight" && mode === "wipe") setWipe(wipe + 0.05);
    else if (key === "+" || key === "=") move(stepZoom(camera, stage(), 1));
    else if (key === "-") move(stepZoom(camera, stage(), -1));
    else if (key === "0") move(FIT);
    else if (key === "1") move(zoomTo(camera, stage(), 1));
    else if (look() === "flip" && (key === " " || key === "f")) hands.click();
    else if (modeOfKey(key)) setMode(modeOfKey(key));
    else return;
    event.preventDefault();
  });
  new ResizeObserver(repaint).observe(element);

  view.update = (now) => {
    if (data && data.pair !== now.pair) camera = FIT;
    data = now;
    asked = now.plain || asked;
    const addresses = now.panels.flatMap(({ picture, coloured }) => [picture, coloured].filter(Boolean));
    pictures.keep(addresses);
    showStrip(strip, now.strip);
    states();
    repaint();
  };
  return view;
}
