// Both images on one canvas: hover, click, tap and arrow keys need no round trip.
//
// The canvas says what it shows: data-vsi (the score drawn, 6 decimals), data-revision
// (grows with every repaint) and data-pin (the pinned block, or nothing).

import { drawScene, gradient } from "./drawing.js";
import { GAP, blockAt, blockOf, layout, middle, place, step } from "./geometry.js";

const mounted = new WeakMap();

export default function mount(component) {
  const { data, parentElement, setStateValue } = component;
  let view = mounted.get(parentElement);
  if (!view || !parentElement.contains(view.element)) {
    view = build(parentElement);
    mounted.set(parentElement, view);
  }
  view.report = (point) => setStateValue("pin", point ?? []);
  view.update(data);
}

function build(parent) {
  const element = document.createElement("div");
  element.className = "view";
  element.style.setProperty("--gap", `${GAP}px`);
  element.innerHTML = `
    <div class="heads" aria-hidden="true"><span>Plain</span><span>Encrypted</span></div>
    <canvas tabindex="0" role="img"></canvas>
    <div class="tip" aria-live="polite"></div>
    <div class="legend">
      <span class="title"></span><span class="low"></span><span class="bar"></span><span class="high"></span>
      <span class="reading"></span>
    </div>`;
  parent.append(element);
  const find = (selector) => element.querySelector(selector);
  const canvas = find("canvas");
  const context = canvas.getContext("2d");

  const view = { element, report: () => {} };
  const pictures = new Map(); // address -> HTMLImageElement
  let data = null;
  let places = null;
  let hover = null;
  let point = null; // the pin, in pixels of the image: it stays when the grid changes
  let pin = null; // the block it is in
  let revision = 0;
  let frame = 0;

  const repaint = () => {
    if (!frame) frame = requestAnimationFrame(paint);
  };

  function paint() {
    frame = 0;
    if (!data || !element.clientWidth) return;
    places = layout(element.clientWidth, data.image);
    element.classList.toggle("stacked", places.stacked);
    find(".heads").style.width = places.stacked ? "" : `${places.panels.encrypted.x + places.panels.encrypted.w}px`;
    const ratio = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(places.width * ratio), Math.round(places.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      Object.assign(canvas, { width: w, height: h });
      canvas.style.height = `${places.height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const [plain, encrypted] = data.pictures.map(picture);
    const [plainMap, encryptedMap] = (data.maps ?? []).map(picture);
    drawScene(context, {
      data,
      layout: places,
      images: { plain, encrypted, plainMap, encryptedMap },
      hasMaps: Boolean(data.maps),
      opacity: data.opacity,
      focus: focus(),
      ink: getComputedStyle(element).color,
    });
    describe();
    revision += 1;
    canvas.dataset.vsi = data.vsi;
    canvas.dataset.revision = revision;
    canvas.dataset.pin = pin ?? "";
  }

  // Hovering looks around; without it the pinned block is in focus.
  function focus() {
    const none = { plain: null, encrypted: null };
    if (hover) return { ...none, [hover.name]: hover.block };
    return { ...none, plain: pin };
  }

  // A loaded picture, or undefined while it is on its way.
  function picture(address) {
    let image = pictures.get(address);
    if (!image) {
      image = new Image();
      image.onload = repaint;
      image.src = new URL(address, document.baseURI);
      pictures.set(address, image);
    }
    return image.complete && image.naturalWidth ? image : undefined;
  }

  function describe() {
    const { overlay, colours } = data;
    const number = (value) => (overlay.percent ? `${(100 * value).toFixed(1)} %` : value.toFixed(2));
    find(".title").textContent = overlay.title;
    find(".low").textContent = number(overlay.low);
    find(".high").textContent = number(overlay.high);
    find(".bar").style.background = gradient(colours);
    const row = data.row && !data.maps
      ? ` Right: ${data.row.name} of the pinned block with every encrypted block, ${data.row.low.toFixed(2)} to ${data.row.high.toFixed(2)}.`
      : "";
    find(".reading").textContent = overlay.reading + row;
    canvas.setAttribute("aria-label", `${data.summary} Arrow keys move a pin from block to block, Escape lifts it.`);
    const text = tip();
    if (find(".tip").textContent !== text) find(".tip").textContent = text;
  }

  function tip() {
    const { plain, encrypted } = focus();
    if (plain !== null) return plainTip(plain);
    if (encrypted !== null) {
      const sources = data.match.filter((target, i) => target === encrypted && data.degree[i] > 0);
      const count = sources.length;
      return `Encrypted block at ${place(encrypted, data.grid)}: best match of ${count} plain block${count === 1 ? "" : "s"}.`;
    }
    return "Point at a block to see its match; click it, or use the arrow keys, to pin it and open its numbers.";
  }

  function plainTip(block) {
    const value = (name) => data[name][block].toFixed(3);
    const share = (100 * data.contribution[block]).toFixed(1);
    const facts = `contributes ${share} %, w ${value("weight")}`;
    const where = `Plain block at ${place(block, data.grid)}`;
    if (data.degree[block] === 0) return `${where}: no encrypted block resembles it, RD 0 (sim_A ${value("sim_a")}, sim_S ${value("sim_s")}); ${facts}.`;
    const target = data.match[block];
    const found = target === block ? "in its own place" : `at ${place(target, data.grid)}`;
    return `${where}: RD ${value("degree")} from sim_A ${value("sim_a")} and sim_S ${value("sim_s")}, best match ${found}; ${facts}.`;
  }

  function setPin(block) {
    if (block === pin) return;
    pin = block;
    point = block === null ? null : middle(block, data);
    repaint();
    view.report(point);
  }

  function under(event) {
    if (!places) return null;
    const box = canvas.getBoundingClientRect();
    return blockAt(event.clientX - box.x, event.clientY - box.y, places.panels, data);
  }

  canvas.addEventListener("pointermove", (event) => {
    const found = event.pointerType === "touch" ? null : under(event);
    if (found?.name !== hover?.name || found?.block !== hover?.block) {
      hover = found;
      repaint();
    }
  });
  canvas.addEventListener("pointerleave", () => {
    hover = null;
    repaint();
  });
  canvas.addEventListener("click", (event) => {
    const found = under(event);
    if (!found) return setPin(null);
    if (found.name === "plain") return setPin(found.block === pin ? null : found.block);
    // On the encrypted side: the plain block that matches there and contributes most.
    const sources = data.match.flatMap((target, i) => (target === found.block && data.degree[i] > 0 ? [i] : []));
    if (sources.length) setPin(sources.reduce((a, b) => (data.contribution[b] > data.contribution[a] ? b : a)));
  });
  canvas.addEventListener("keydown", (event) => {
    if (!data) return;
    if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      hover = null;
      setPin(pin === null ? (data.arrows[0] ?? 0) : step(pin, event.key, data.grid));
    } else if (event.key === "Escape") {
      setPin(null);
    }
  });
  new ResizeObserver(repaint).observe(element);

  view.update = (now) => {
    const first = data === null;
    data = now;
    if (first) point = now.point;
    pin = point && blockOf(...point, now);
    for (const address of pictures.keys()) {
      if (![...now.pictures, ...(now.maps ?? [])].includes(address)) pictures.delete(address);
    }
    if (hover && hover.block >= now.match.length) hover = null;
    repaint();
  };
  return view;
}
