// What stands around the pictures of Compare: buttons, and the legend of the map laid over them.

import { gradient } from "./colours.js";
import { short } from "./compare_map.js";
import { SHOWN } from "./settings.js";

export const SURROUNDINGS = `
    <div class="bar">
      <button type="button" data-do="out" aria-label="Zoom out" title="Zoom out (−)">−</button>
      <button type="button" data-do="in" aria-label="Zoom in" title="Zoom in (+)">+</button>
      <button type="button" data-do="fit" title="Whole picture (0)">Fit</button>
      <button type="button" data-do="one" title="One pixel to a pixel (1)">1:1</button>
      <output class="zoom"></output>
      <span class="segments shown" role="group" aria-label="Pictures shown in" hidden>
        ${Object.entries(SHOWN)
          .map(([kind, label]) => `<button type="button" data-as="${kind}">${label}</button>`)
          .join("")}
      </span>
      <label class="strength">Map over picture <input type="range" min="0" max="1" step="0.05" value="0.8"></label>
    </div>
    <div class="legend"><span class="title"></span><span class="scale"></span><span class="reading"></span></div>
    <div class="grid" tabindex="0" role="group"></div>
    <p class="tip"></p><p class="said" aria-live="polite"></p>`;

// Write the legend of a map into its element, which is hidden where there is no map.
export function showLegend(element, legend, colours) {
  element.hidden = !legend;
  if (!legend) return;
  const find = (selector) => element.querySelector(selector);
  find(".title").textContent = legend.title;
  find(".reading").textContent = legend.reading;
  const swatch = (style, text) => `<i style="background:${style}"></i>${text}`;
  if (legend.categories.length) {
    const colourOf = ({ colour }) => (colour ? `rgb(${colour})` : "none");
    find(".scale").innerHTML = legend.categories
      .map((category) => swatch(colourOf(category), category.name))
      .join(" ");
    return;
  }
  const low = `${legend.below ? "≤ " : ""}${short(legend.low, legend)}`;
  const high = `${legend.above ? "≥ " : ""}${short(legend.high, legend)}`;
  find(".scale").innerHTML = `${low} <i class="long" style="background:${gradient(colours)}"></i> ${high}`;
}
