// Single pixels: reading levels, the absolute difference, and levels printed into pixels.

import { levelColours } from "./colours.js";
import { isLaid, visiblePart } from "./geometry.js";
import { LOOK } from "./look.js";

export const PRINTED_FROM = LOOK.printedFrom; // CSS pixels per pixel from which levels are printed

// Level-by-level distance of two arrays of levels.
export function distances(a, b) {
  const levels = new Uint8ClampedArray(a.length);
  for (let i = 0; i < a.length; i += 1) levels[i] = Math.abs(a[i] - b[i]);
  return levels;
}

// Mean of some levels, and the share of zeros; with `there`, of those marked alone.
export function summarise(levels, there) {
  let [sum, zeros, count] = [0, 0, 0];
  levels.forEach((level, i) => {
    if (there && !there[i]) return;
    count += 1;
    sum += level;
    if (level === 0) zeros += 1;
  });
  return { mean: sum / (count || 1), equal: zeros / (count || 1) };
}

// Which pixels of the reassembled picture belong to a block that was laid, row by row.
export function laidPixels(data) {
  const { image: [w, h], grid: [rows, columns], side, degree, origin: [top, left] = [0, 0] } = data;
  const there = new Uint8Array(w * h);
  for (let y = Math.max(top, 0); y < Math.min(h, top + rows * side); y += 1) {
    const row = Math.floor((y - top) / side);
    for (let column = 0; column < columns; column += 1) {
      const laid = degree[row * columns + column] > 0 ? 1 : 0;
      const [start, end] = [left + column * side, left + (column + 1) * side];
      there.fill(laid, y * w + Math.max(start, 0), y * w + Math.min(end, w));
    }
  }
  return there;
}

// Levels of a part of a picture: of one that is grey, or one of the bytes of a colour.
export function readLevels(image, x, y, w, h, band = 0) {
  const reader = new OffscreenCanvas(w, h).getContext("2d", { willReadFrequently: true });
  reader.drawImage(image, x, y, w, h, 0, 0, w, h);
  const { data } = reader.getImageData(0, 0, w, h);
  const levels = new Uint8ClampedArray(w * h);
  for (let i = 0; i < levels.length; i += 1) levels[i] = data[4 * i + band];
  return levels;
}

// Level of a pixel, by name, in each picture that is loaded and has anything there. A picture
// is loaded when it is first pointed at.
export function levelsAt(hover, { plain, encrypted, reassembled, band }, data) {
  if (!hover) return {};
  const found = Object.entries({ plain, encrypted, reassembled })
    .filter(([name, images]) => images && (name !== "reassembled" || isLaid(hover.pixel, data)))
    .map(([name, images]) => [name, images()[0]])
    .filter(([, image]) => image);
  return Object.fromEntries(
    found.map(([name, image]) => [name, readLevels(image, ...hover.pixel, 1, 1, band)[0]]),
  );
}

// Picture of |P - E| with its summary: { picture, mean, equal }; with `there`, of that alone.
export function differencePicture(plain, other, colours, there) {
  const [w, h] = [plain.naturalWidth, plain.naturalHeight];
  const levels = distances(readLevels(plain, 0, 0, w, h), readLevels(other, 0, 0, w, h));
  const picture = paintLevels(levels, [w, h], levelColours(colours), there);
  return { picture, ...summarise(levels, there) };
}

// Picture of levels in the colours of a table, four bytes a level; clear where none is `there`.
export function paintLevels(levels, [w, h], colours, there) {
  const table = new Uint32Array(colours.buffer);
  const pixels = new ImageData(w, h);
  const words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < levels.length; i += 1) {
    if (!there || there[i]) words[i] = table[Math.round(levels[i])];
  }
  const picture = new OffscreenCanvas(w, h);
  picture.getContext("2d").putImageData(pixels, 0, 0);
  return picture;
}

// Print the level of every visible pixel into it. `read` gives one picture, or two whose
// difference is printed, and `band` which of a pixel's bytes; `isThere` says whether a pixel is
// to be printed.
export function printLevels(context, panel, read, [width, height], isThere = () => true, band = 0) {
  const { picture, clip } = panel;
  if (picture.scale < PRINTED_FROM) return;
  const images = read();
  if (images.some((image) => !image)) return;
  const { columns, rows } = visiblePart(picture, [width, height], clip);
  if (!columns.count || !rows.count) return;
  const part = [columns.first, rows.first, columns.count, rows.count];
  const [first, second] = images.map((image) => readLevels(image, ...part, band));
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
    const [column, row] = [i % columns.count, Math.floor(i / columns.count)];
    if (!isThere([columns.first + column, rows.first + row])) return;
    const [x, y] = [columns.at + (column + 0.5) * unit, rows.at + (row + 0.5) * unit];
    context.strokeText(level, x, y);
    context.fillText(level, x, y);
  });
  context.textAlign = "start";
}
