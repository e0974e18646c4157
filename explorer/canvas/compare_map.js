// Maps laid over the pictures: grey files to colours on one scale, and back to values.

import { colourOf } from "./colours.js";

// Colour, or nothing, of each grey level of a file that runs from `low` to `high`.
export function palette({ low, high }, legend, colours) {
  const range = legend.high - legend.low || 1;
  const kinds = legend.categories.length;
  return Array.from({ length: 256 }, (_, level) => {
    const value = valueOf(level, { low, high });
    if (kinds) return legend.categories[kindOf(value, kinds)].colour;
    return colourOf((value - legend.low) / range, colours);
  });
}

export function valueOf(level, { low, high }) {
  return low + (level / 255) * (high - low);
}

function kindOf(value, kinds) {
  return Math.min(Math.max(Math.round(value), 0), kinds - 1);
}

// A map ready to be drawn and read: { canvas, levels, known, width }.
export function colourMap(image, map, legend, colours) {
  const [w, h] = [image.naturalWidth, image.naturalHeight];
  const canvas = new OffscreenCanvas(w, h);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0);
  const pixels = context.getImageData(0, 0, w, h);
  const table = palette(map, legend, colours);
  const [levels, known] = [new Uint8Array(w * h), new Uint8Array(w * h)];
  for (let i = 0; i < w * h; i += 1) {
    levels[i] = pixels.data[4 * i];
    known[i] = pixels.data[4 * i + 3];
    const colour = table[levels[i]];
    if (known[i] && colour) pixels.data.set(colour, 4 * i);
    else pixels.data[4 * i + 3] = 0;
  }
  context.putImageData(pixels, 0, 0);
  return { canvas, levels, known, width: w, height: h, map };
}

// What a map says at a point of the image, in words; nothing beside it.
export function wordsAt({ levels, known, width, height, map }, [x, y], legend) {
  const [top, left] = map.origin ?? [0, 0];
  const [column, row] = [Math.floor((x - left) / map.side), Math.floor((y - top) / map.side)];
  if (column < 0 || row < 0 || column >= width || row >= height) return "";
  const at = row * width + column;
  if (!known[at]) return "left out";
  const value = valueOf(levels[at], map);
  const kinds = legend.categories.length;
  if (kinds) return legend.categories[kindOf(value, kinds)].name;
  const more = legend.above && levels[at] === 255 ? "≥ " : legend.below && levels[at] === 0 ? "≤ " : "";
  return more + short(value, legend);
}

// A value to two digits of the legend's range, which is what 256 levels tell apart.
export function short(value, { low, high }) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.max(high - low, 1e-9)) + 1e-9));
  return value.toFixed(Math.min(digits, 6)).replace("-", "−");
}
