// Values to colours.

import { LOOK } from "./look.js";

// Colour of a value in [0, 1] between the anchors of the colour map.
export function colourOf(value, colours) {
  const at = Math.min(Math.max(value, 0), 1) * (colours.length - 1);
  const lower = Math.min(Math.floor(at), colours.length - 2);
  const share = at - lower;
  return colours[lower].map((low, i) => Math.round(low + share * (colours[lower + 1][i] - low)));
}

export function gradient(colours) {
  return `linear-gradient(to right, ${colours.map((c) => `rgb(${c})`).join(", ")})`;
}

// Both ends of the colour map, where there is nothing between.
export function halves(colours) {
  const [low, high] = [colours[0], colours.at(-1)];
  return `linear-gradient(to right, rgb(${low}) 50%, rgb(${high}) 50%)`;
}

// Opaque colours of the levels 0 to 255, four bytes each.
export function levelColours(colours) {
  const table = new Uint8ClampedArray(4 * 256);
  for (let level = 0; level < 256; level += 1) {
    table.set([...colourOf(level / 255, colours), 255], 4 * level);
  }
  return table;
}

// Of a row: how many values stand out at most, but for ties; the share of the largest value
// under which none does; and how strongly the largest of the others is painted.
const { foremost: FOREMOST, least: LEAST, rest: REST } = LOOK.row;

// How strongly each value of a row is painted, in [0, 1]: the largest in full, the rest
// fades quickly, so that not everything is tinted.
export function emphasis(values, { low, high }, count = FOREMOST) {
  const range = high - low || 1;
  const least = leastForemost(values, high, count);
  return values.map((value) => (value >= least ? 1 : REST * ((value - low) / range) ** 2));
}

// How many values of a row are painted in full.
export function foremost(values, { high }, count = FOREMOST) {
  const least = leastForemost(values, high, count);
  return values.filter((value) => value >= least).length;
}

function leastForemost(values, high, count) {
  if (!(high > 0)) return Infinity;
  const least = [...values].sort((a, b) => b - a)[Math.min(count, values.length) - 1];
  return Math.max(least, LEAST * high);
}
