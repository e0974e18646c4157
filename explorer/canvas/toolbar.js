// The controls over the pictures: what is laid over them, how they are compared, and a menu for
// everything that is seldom needed.

import { HANDS, HELP } from "./keys.js";
import { roving } from "./roving.js";
import { MANY, MODES, SHOWN, dial } from "./settings.js";
import { listenRange } from "./thumb.js";
import { zoomWords } from "./words.js";

const TITLES = { side: "S", wipe: "W", flip: "F, again to flip", difference: "D" };

const buttons = (words, name, title) =>
  Object.entries(words)
    .map(([key, label]) => `<button type="button" data-${name}="${key}" title="${title(key)}">${label}</button>`)
    .join("");

const LAYERS = `<div class="layers" role="toolbar" aria-label="Laid over the pictures"></div>`;

const MODE_BUTTONS = `
  <div class="segments modes" role="group" aria-label="Mode">
    ${buttons(MODES, "mode", (mode) => `Key ${TITLES[mode]}`)}
  </div>`;

const MENU = `
  <div class="menu" popover role="dialog" aria-label="View">
    <p class="shown" hidden><span id="shown-in">Pictures in</span>
      <span class="segments" role="group" aria-labelledby="shown-in">${buttons(SHOWN, "as", () => "Key C")}</span></p>
    <p><span id="zooms">Zoom</span>
      <span class="segments zooms" role="group" aria-labelledby="zooms">
        <button type="button" data-step="-1" title="Key −" aria-label="Zoom out">−</button>
        <button type="button" data-zoom="0" title="Key 0" aria-label="Whole picture">Fit</button>
        <button type="button" data-zoom="1" title="Key 1: one pixel of the picture to one of the screen" aria-label="One pixel to a pixel">1:1</button>
        <button type="button" data-step="1" title="Key +" aria-label="Zoom in">+</button>
      </span> <output class="percent" aria-label="Zoom now"></output></p>
    <p class="strength"><label>Strength of the layer <input type="range" class="opacity" min="0" max="100" step="5"></label></p>
    <p><label>Number of arrows <input type="range" class="arrows" min="0" step="1"></label> <output class="count" aria-hidden="true"></output></p>
    <h3>Keys, while the pictures have the focus</h3>
    <dl>${HELP.map(([keys, does]) => `<div><dt>${keys.replace("<", "&lt;")}</dt><dd>${does}</dd></div>`).join("")}</dl>
    <p>${HANDS}</p>
  </div>`;

// The numbers of arrows that a slider offers: none above the first that draws all.
export function stops(counts, existing) {
  const enough = counts.findIndex((count) => count >= existing);
  return enough < 0 ? counts : counts.slice(0, enough + 1);
}

// Fill the places for layers, modes and the menu, which `surroundings.js` made in an element;
// `act(name, argument)` carries out commands. Returns { show, help, helping }.
export function buildToolbar(element, act) {
  const find = (selector) => element.querySelector(selector);
  const all = (selector) => [...element.querySelectorAll(selector)];
  element.insertAdjacentHTML("afterbegin", LAYERS);
  find(".over-plain").insertAdjacentHTML("beforeend", MODE_BUTTONS);
  find(".over-other").insertAdjacentHTML("beforeend", `<button type="button" class="more" title="Key ?">View</button>`);
  element.insertAdjacentHTML("beforeend", MENU);
  const [opacity, arrows, more, menu, layers] = [".opacity", ".arrows", ".more", ".menu", ".layers"].map(find);
  let counts = [];
  let drawn = MANY; // arrows that a click on their button draws

  layers.addEventListener("click", ({ target }) => {
    const { layer } = target.closest("button")?.dataset ?? {};
    if (layer === "arrows") act("arrows", pressed(target) ? 0 : drawn);
    // What is laid over the pictures already is taken away.
    else if (layer) act("layer", pressed(target) ? "none" : layer);
  });
  const rove = roving(layers);
  for (const button of all("button[data-mode]")) {
    const { mode } = button.dataset;
    button.addEventListener("click", () => (mode === "flip" ? act("flip") : act("mode", mode)));
  }
  roving(find(".modes"));
  for (const button of all("button[data-as]")) {
    button.addEventListener("click", () => act("shown", button.dataset.as));
  }
  for (const button of all("button[data-step]")) {
    button.addEventListener("click", () => act("step", Number(button.dataset.step)));
  }
  for (const button of all("button[data-zoom]")) {
    button.addEventListener("click", () => act("zoom", Number(button.dataset.zoom)));
  }
  listenRange(opacity, () => act("opacity", Number(opacity.value) / 100));
  listenRange(arrows, () => act("arrows", counts[Number(arrows.value)]));
  more.popoverTargetElement = menu;
  menu.addEventListener("toggle", () => {
    const { bottom, right } = more.getBoundingClientRect();
    // Under its button, but always on the screen.
    const room = document.documentElement.clientWidth - menu.offsetWidth - 8;
    menu.style.left = `${Math.max(8, Math.min(right - menu.offsetWidth, room))}px`;
    menu.style.top = `${Math.max(8, Math.min(bottom + 6, window.innerHeight - menu.offsetHeight - 8))}px`;
  });

  const pressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", on);

  function show({ settings, zoom, fits, data, one }) {
    showLayers(data, settings);
    const mode = one ? "side" : settings.mode;
    const narrow = element.classList.contains("narrow");
    find('[data-mode="side"]').textContent = narrow ? "One" : MODES.side;
    find('[data-mode="flip"]').hidden = narrow && mode !== "flip";
    for (const button of all("button[data-mode]")) press(button, button.dataset.mode === mode);
    for (const button of all("button[data-zoom]")) {
      press(button, button.dataset.zoom === "0" ? fits : !fits && zoom === 1);
    }
    find(".shown").hidden = !data.coloured;
    for (const button of all("button[data-as]")) {
      press(button, button.dataset.as === (settings.mode === "difference" ? "index" : settings.shown));
      // A difference is always made of the levels that the index is given.
      button.disabled = settings.mode === "difference";
      button.title = button.disabled ? "A difference is always that of what the index sees" : "Key C";
    }
    find(".percent").value = zoomWords(zoom, fits);
    find(".strength").hidden = data.overlay.key === "none";
    opacity.value = Math.round(100 * settings[dial(data)]);
    opacity.setAttribute("aria-valuetext", `${opacity.value} %`);
    counts = stops(data.counts, data.arrows.length);
    arrows.max = counts.length - 1;
    arrows.disabled = counts.length < 2;
    arrows.value = Math.max(counts.findLastIndex((count) => count <= settings.arrows), 0);
    const shown = Math.min(settings.arrows, data.arrows.length);
    arrows.setAttribute("aria-valuetext", shown === 1 ? "the strongest match" : `${shown} strongest matches`);
    find(".count").value = shown;
    drawn = settings.arrows || drawn;
  }

  // One button for each layer, and one for the arrows, which go with every layer.
  function showLayers({ overlays, overlay }, settings) {
    const wanted = [...overlays.filter(([key]) => key !== "none"), ["arrows", "Arrows"]];
    if (layers.childElementCount !== wanted.length) {
      layers.replaceChildren(
        ...wanted.map(([layer, label]) =>
          Object.assign(document.createElement("button"), { type: "button", textContent: label, title: layer === "arrows" ? "" : "Key O" }),
        ),
      );
      wanted.forEach(([layer], i) => (layers.children[i].dataset.layer = layer));
    }
    for (const button of layers.children) {
      const { layer } = button.dataset;
      press(button, layer === "arrows" ? settings.arrows > 0 : layer === overlay.key);
    }
    rove();
  }

  return { show, help: () => menu.togglePopover(), helping: () => menu.matches(":popover-open") };
}
