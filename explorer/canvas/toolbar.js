// The row of buttons over the pictures, and the sliders for overlay and arrows.

import { HANDS, HELP } from "./keys.js";
import { MODES, SHOWN, dial } from "./settings.js";
import { listenRange } from "./thumb.js";
import { zoomWords } from "./words.js";

const TITLES = { side: "S", wipe: "W", flip: "F; again to flip", difference: "D" };

const MARKUP = `
  <div class="tools" role="group" aria-label="How the pictures are seen">
    <div class="segments modes" role="group" aria-label="Mode">
      ${Object.entries(MODES)
        .map(([mode, label]) => `<button type="button" data-mode="${mode}" title="Key ${TITLES[mode]}">${label}</button>`)
        .join("")}
    </div>
    <div class="finer">
    <div class="segments shown" role="group" aria-label="Pictures shown in" hidden>
      ${Object.entries(SHOWN)
        .map(([shown, label]) => `<button type="button" data-as="${shown}" title="Key C">${label}</button>`)
        .join("")}
    </div>
    <div class="segments zooms" role="group" aria-label="Zoom">
      <button type="button" data-step="-1" title="Key −" aria-label="Zoom out">−</button>
      <button type="button" data-zoom="0" title="Key 0" aria-label="Whole image">Fit</button>
      <button type="button" data-zoom="1" title="Key 1: one pixel of the image to one of the screen" aria-label="One pixel to a pixel">1:1</button>
      <button type="button" data-step="1" title="Key +" aria-label="Zoom in">+</button>
    </div>
    <output class="percent" aria-label="Zoom now"></output>
    <div class="sliders">
      <label>Opacity <input type="range" class="opacity" min="0" max="100" step="5"></label>
      <label>Arrows <input type="range" class="arrows" min="0" step="1"></label>
      <output class="count" aria-hidden="true"></output>
      <button type="button" class="help" title="Key ?">Keys</button>
    </div>
    </div>
  </div>
  <div class="keys" popover role="dialog" aria-label="Keys">
    <p><b>Keys</b>, while the pictures or their buttons have the focus</p>
    <dl>${HELP.map(([keys, does]) => `<div><dt>${keys.replace("<", "&lt;")}</dt><dd>${does}</dd></div>`).join("")}</dl>
    <p>${HANDS}</p>
  </div>`;

// The numbers of arrows that a slider offers: none above the first that draws all.
export function stops(counts, existing) {
  const enough = counts.findIndex((count) => count >= existing);
  return enough < 0 ? counts : counts.slice(0, enough + 1);
}

// Fill an element; `act(name, argument)` carries out commands. Returns { show, help, helping }.
export function buildToolbar(element, act) {
  element.insertAdjacentHTML("beforeend", MARKUP);
  const find = (selector) => element.querySelector(selector);
  const all = (selector) => [...element.querySelectorAll(selector)];
  const [opacity, arrows, help, keys] = [".opacity", ".arrows", ".help", ".keys"].map(find);
  const [tools, finer] = [".tools", ".finer"].map(find);
  let counts = [];

  for (const button of all("button[data-mode]")) {
    const { mode } = button.dataset;
    button.addEventListener("click", () => (mode === "flip" ? act("flip") : act("mode", mode)));
  }
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
  help.popoverTargetElement = keys;
  keys.addEventListener("toggle", () => {
    const { bottom, right } = help.getBoundingClientRect();
    // Under its button, but always on the screen.
    const room = document.documentElement.clientWidth - keys.offsetWidth - 8;
    keys.style.left = `${Math.max(8, Math.min(right - keys.offsetWidth, room))}px`;
    keys.style.top = `${Math.max(8, Math.min(bottom + 6, window.innerHeight - keys.offsetHeight - 8))}px`;
  });

  const press = (button, pressed) => button.setAttribute("aria-pressed", pressed);

  function show({ settings, zoom, fits, data, stacked }) {
    // On a narrow screen beside the legend, so that the pictures come sooner.
    if (stacked !== (finer.parentElement !== tools)) {
      if (stacked) find(".foot").prepend(finer);
      else tools.append(finer);
    }
    find('[data-mode="side"]').textContent = stacked ? "Both" : MODES.side;
    for (const button of all("button[data-mode]")) press(button, button.dataset.mode === settings.mode);
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
    opacity.value = Math.round(100 * settings[dial(data)]);
    opacity.setAttribute("aria-valuetext", `${opacity.value} %`);
    counts = stops(data.counts, data.arrows.length);
    arrows.max = counts.length - 1;
    arrows.disabled = counts.length < 2;
    arrows.value = Math.max(counts.findLastIndex((count) => count <= settings.arrows), 0);
    const shown = Math.min(settings.arrows, data.arrows.length);
    arrows.setAttribute("aria-valuetext", shown === 1 ? "the strongest match" : `${shown} strongest matches`);
    find(".count").value = shown;
  }

  return { show, help: () => keys.togglePopover(), helping: () => keys.matches(":popover-open") };
}
