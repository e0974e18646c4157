// Single pixels: reading levels, the absolute difference, and levels printed into pixels.

import { levelColours } from "./colours.js";
import { visiblePart } from "./geometry.js";

export const PRINTED_FROM = 26; // CSS pixels per pixel from which levels are printed

// Level-by-level distance of two arrays of levels.
export function distances(a, b) {
  const levels = new Uint8ClampedArray(a.length);
  for (let i = 0; i < a.length; i += 1) levels[i] = Math.abs(a[i] - b[i]);
  return levels;
}

// Mean of some levels, and the share of zeros.
export function summarise(levels) {
  let [sum, zeros] = [0, 0];
  for (const level of levels) {
    sum += level;
    if (level === 0) zeros += 1;
  }
  const count = levels.length || 1;
  return { mean: sum / count, equal: zeros / count };
}

// Levels of a part of a grey picture.
export function readLevels(image, x, y, w, h) {
  const reader = new OffscreenCanvas(w, h).getContext("2d", { willReadFrequently: true });
  reader.drawImage(image, x, y, w, h, 0, 0, w, h);
  const { data } = reader.getImageData(0, 0, w, h);
  const levels = new Uint8ClampedArray(w * h);
  for (let i = 0; i < levels.length; i += 1) levels[i] = data[4 * i];
  return levels;
}

// Level of a pixel in each picture that has come, by name.
export function levelsAt(hover, { plain, encrypted, reassembled }) {
  if (!hover) return {};
  const found = Object.entries({ plain, encrypted, reassembled }).filter(([, images]) => images?.[0]);
  return Object.fromEntries(
    found.map(([name, [image]]) => [name, readLevels(image, ...hover.pixel, 1, 1)[0]]),
  );
}

// Picture of |P - E| with its summary: { picture, mean, equal }.
export function differencePicture(plain, other, colours) {
  const [w, h] = [plain.naturalWidth, plain.naturalHeight];
  const levels = distances(readLevels(plain, 0, 0, w, h), readLevels(other, 0, 0, w, h));
  return { picture: paintLevels(levels, [w, h], levelColours(colours)), ...summarise(levels) };
}

// Picture of levels in the colours of a table, four bytes a level.
export function paintLevels(levels, [w, h], colours) {
  const table = new Uint32Array(colours.buffer);
  const pixels = new ImageData(w, h);
  const words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < levels.length; i += 1) words[i] = table[Math.round(levels[i])];
  const picture = new OffscreenCanvas(w, h);
  picture.getContext("2d").putImageData(pixels, 0, 0);
  return picture;
}

// Levels of the pixels in sight, each printed in its own: `images` has one picture, or two
// whose distance is meant.
export function printLevels(context, panel, images, [width, height]) {
  const { picture, clip } = panel;
  if (picture.scale < PRINTED_FROM || images.some((image) => !image)) return;
  const { columns, rows } = visiblePart(picture, [width, height], clip);
  if (!columns.count || !rows.count) return;
  const part = [columns.first, rows.first, columns.count, rows.count];
  const [first, second] = images.map((image) => readLevels(image, ...part));
  const levels = second ? distances(first, second) : first;
  const unit = picture.scale;
  context.font = `${Math.min(unit / 2.6, 18)}px ui-monospace, monospace`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = "rgba(0, 0, 0, 0.85)";
  context.fillStyle = "white";
  levels.forEach((level, i) => {
    const x = columns.at + ((i % columns.count) + 0.5) * unit;
    const y = rows.at + (Math.floor(i / columns.count) + 0.5) * unit;
    context.strokeText(level, x, y);
    context.fillText(level, x, y);
  });
  context.textAlign = "start";
}
