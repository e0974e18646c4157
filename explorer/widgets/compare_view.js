// The plain image and its encryptions under one camera: zoom, pan, hover and pin are shared.
//
// The view says what it shows: data-revision (grows with every repaint), data-pin (the pinned
// block, or nothing), data-zoom (device pixels per pixel) and data-map (the map laid over);
// each canvas: data-match (where the block in focus was found) and data-value (of the map).

import { FIT, isCloser, lay, panBy, pinch, reveal, stepZoom, zoomBy, zoomOf, zoomTo } from "../canvas/camera.js";
import { SURROUNDINGS, showLegend } from "../canvas/compare_legend.js";
import { colourMap, wordsAt } from "../canvas/compare_map.js";
import { drawPanel, noteOf } from "../canvas/compare_panel.js";
import { blockOf, blockPixels, middle, step } from "../canvas/geometry.js";
import { listen } from "../canvas/gestures.js";
import { listenRange } from "../canvas/thumb.js";
import { createPictures } from "../canvas/pictures.js";
import { zoomWords } from "../canvas/words.js";
import { mounting } from "./mounting.js";

const NARROWEST = 230; // CSS pixels of a picture, where there is room for more than one
const TALLEST = 420; // CSS pixels
const PAN = 40; // CSS pixels that a key moves the pictures

const viewIn = mounting(build);

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  const view = viewIn(parentElement);
  const { epoch } = data;
  view.report = (name, value) => setStateValue(name, { epoch, value });
  view.update(data);
}

// Columns for a number of pictures: as few rows as there is room for, filled evenly.
export function columnsFor(count, width, gap) {
  const most = Math.max(1, Math.min(count, Math.floor((width + gap) / (NARROWEST + gap))));
  return Math.ceil(count / Math.ceil(count / most));
}

// Whether one of the pictures has another file in colour.
export function anyColour(panels) {
  return panels.some(({ picture, coloured }) => coloured !== picture);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "compare";
  element.innerHTML = SURROUNDINGS;
  parent.append(element);
  const find = (selector) => element.querySelector(selector);
  const grid = find(".grid");
  const view = { element, report: () => {} };
  const pictures = createPictures(repaint);
  const maps = new Map(); // address and scale -> coloured map
  let data = null;
  const panels = []; // { figure, canvas, context, caption parts }
  let camera = FIT;
  let size = { w: 1, h: 1 }; // of every canvas, in CSS pixels
  let hover = null; // point of the image, in its pixels
  let point = null; // the pin, likewise
  let shown = "colour"; // or as the "index" sees the pictures
  let [revision, frame] = [0, 0];

  function repaint() {
    if (!frame) frame = requestAnimationFrame(paint);
  }

  const stage = () => ({
    frame: { x: 0, y: 0, ...size },
    image: data.image,
    ratio: window.devicePixelRatio || 1,
  });
  const blockAt = (at) => at && data.grid[0] ? blockOf(...at, data) : null;

  function paint() {
    frame = 0;
    if (!data || !element.clientWidth) return;
    const gap = 12;
    const columns = columnsFor(panels.length, grid.clientWidth, gap);
    grid.style.setProperty("--columns", columns);
    const w = Math.floor((grid.clientWidth - gap * (columns - 1)) / columns);
    size = { w, h: Math.round(Math.min((w * data.image[1]) / data.image[0], TALLEST)) };
    const focus = blockAt(hover) ?? blockAt(point);
    const opacity = Number(find("input").value);
    panels.forEach((panel, i) => {
      const scene = data.panels[i];
      const map = coloured(scene.map);
      const source = pictures.either(addressOf(scene), scene.picture, zoomOf(camera, stage()));
      const at = hover ?? point;
      drawPanel(panel, { data, stage: stage(), camera, source, map, opacity, focus });
      const value = map && at ? wordsAt(map, at, data.legend) : "";
      panel.canvas.dataset.value = value;
      panel.note.textContent = noteOf(scene, i, { data, focus, value });
    });
    describe(focus);
    revision += 1;
    const closer = isCloser(camera, stage());
    grid.classList.toggle("closer", closer);
    Object.assign(element.dataset, {
      revision,
      pin: blockAt(point) ?? "",
      zoom: zoomOf(camera, stage()).toFixed(4),
      as: anyColour(data.panels) ? shown : "",
      map: data.legend?.title ?? "",
    });
  }

  const addressOf = ({ picture, coloured: inColour }) => (shown === "colour" ? inColour : picture);

  // A map in colours, or undefined while its file is on its way.
  function coloured(map) {
    if (!map || !data.legend) return undefined;
    const { low, high } = data.legend;
    const name = `${map.address} ${map.low} ${map.high} ${low} ${high}`;
    if (!maps.has(name)) {
      const image = pictures.get(map.address);
      if (!image) return undefined;
      maps.set(name, colourMap(image, map, data.legend, data.colours));
    }
    return maps.get(name);
  }

  function describe(focus) {
    const { legend, colours } = data;
    find(".zoom").textContent = zoomWords(zoomOf(camera, stage()), !isCloser(camera, stage()));
    find(".shown").hidden = !anyColour(data.panels);
    for (const button of find(".shown").children) {
      button.setAttribute("aria-pressed", button.dataset.as === shown);
    }
    find(".strength").hidden = !legend;
    showLegend(find(".legend"), legend, colours);
    grid.setAttribute("aria-label", `Plain picture and ${panels.length - 1} encryptions. Arrow keys move a pin from block to block, plus and minus zoom, Shift and arrows move the pictures, Escape lifts the pin.`);
    find(".tip").textContent = focus === null
      ? "Point at any block to see where each encryption shows it best. Click to keep it."
      : "Solid: the block in its own place. Dashed: where it is found again in each encryption, and how alike the two are, from 0 to 1.";
  }

  function setPin(at) {
    point = at;
    hover = null;
    paint();
    view.report("pin", at ?? []);
    find(".said").textContent = at === null
      ? "Pin lifted."
      : panels.map(({ name, note }) => `${name.textContent}: ${note.textContent}`).join(". ");
  }

  function move(now) {
    camera = now;
    repaint();
  }

  const hands = {
    closer: () => Boolean(data) && isCloser(camera, stage()),
    hover(at) {
      hover = at && inside(at);
      repaint();
    },
    click(at) {
      const found = inside(at);
      const block = blockAt(found);
      setPin(block === null || block === blockAt(point) ? null : middle(block, data));
    },
    pan: (dx, dy) => move(panBy(camera, stage(), dx, dy)),
    zoom: (factor, at) => move(zoomBy(camera, stage(), factor, at)),
    pinch: (from, to) => move(pinch(camera, stage(), from, to)),
  };

  function inside([x, y]) {
    const picture = lay(camera, stage());
    const at = [(x - picture.x) / picture.scale, (y - picture.y) / picture.scale];
    return at.every((value, i) => value >= 0 && value < data.image[i]) ? at : null;
  }

  const acts = {
    in: () => move(stepZoom(camera, stage(), 1)),
    out: () => move(stepZoom(camera, stage(), -1)),
    fit: () => move(FIT),
    one: () => move(zoomTo(camera, stage(), 1)),
  };
  for (const button of find(".shown").children) {
    button.addEventListener("click", () => {
      shown = button.dataset.as;
      repaint();
      view.report("shown", shown);
    });
  }
  for (const button of element.querySelectorAll("button[data-do]")) {
    button.addEventListener("click", () => acts[button.dataset.do]());
  }
  listenRange(find("input"), repaint);

  grid.addEventListener("keydown", (event) => {
    if (!data || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = { "+": "in", "=": "in", "-": "out", 0: "fit", 1: "one" }[event.key];
    if (act) {
      acts[act]();
    } else if (event.key === "Escape") {
      setPin(null);
    } else if (event.key.startsWith("Arrow") && event.shiftKey) {
      const way = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
      hands.pan(...way[event.key]);
    } else if (event.key.startsWith("Arrow") && data.grid[0]) {
      const block = blockAt(point);
      const next = block === null ? 0 : step(block, event.key, data.grid);
      camera = reveal(camera, stage(), blockPixels(next, data));
      setPin(middle(next, data));
    } else {
      return;
    }
    event.preventDefault();
  });
  new ResizeObserver(repaint).observe(element);

  function addPanel() {
    const figure = document.createElement("figure");
    figure.innerHTML = `<figcaption><span class="name"></span><span class="detail"></span></figcaption><canvas role="img"></canvas><p class="note"></p>`;
    grid.append(figure);
    const [canvas, note] = [figure.querySelector("canvas"), figure.querySelector(".note")];
    listen(canvas, hands);
    const [name, detail] = [figure.querySelector(".name"), figure.querySelector(".detail")];
    return { figure, canvas, context: canvas.getContext("2d"), name, detail, note };
  }

  view.update = (now) => {
    if (data?.epoch !== now.epoch) ({ point, shown } = now);
    data = now;
    while (panels.length > now.panels.length) panels.pop().figure.remove();
    while (panels.length < now.panels.length) panels.push(addPanel());
    panels.forEach(({ canvas, name, detail }, i) => {
      const panel = now.panels[i];
      name.textContent = panel.name;
      name.title = panel.name;
      detail.textContent = panel.detail;
      canvas.setAttribute("aria-label", `${panel.name}. ${panel.detail}`);
      canvas.dataset.encryption = i;
    });
    const addresses = now.panels.flatMap(({ picture, coloured: inColour, map }) =>
      map ? [picture, inColour, map.address] : [picture, inColour],
    );
    pictures.keep(addresses);
    for (const known of maps.keys()) if (!addresses.includes(known.split(" ")[0])) maps.delete(known);
    repaint();
  };
  return view;
}
