// Where things are: from the size of the element to frames, and from pictures to blocks.

import { LOOK } from "./look.js";

export const GAP = 16; // CSS pixels between the two frames
const STACK_BELOW = 460; // CSS pixels of width under which one picture is shown at a time
const LABEL = 20; // CSS pixels for the name over a stacked frame
const TALLEST = 560; // CSS pixels; the whole story fits on one screen
const PROJECTED = 632; // where the element is as wide as on a projector
const WIDE = 1200; // CSS pixels of such a width
const LONG = LOOK.longImage; // sides of an image that is long: the frames get more room

// Whether an element of this width has room for one picture alone.
export function isNarrow(width) {
  return width < STACK_BELOW;
}

// Frames of both pictures in an element of this width. With `single` both share one, which
// is as high as two beside each other are: so the page stays where it is.
export function layout(width, [imageWidth, imageHeight], single = false) {
  const stacked = width < STACK_BELOW || imageWidth > LONG * imageHeight;
  const room = stacked ? width : (width - GAP) / 2;
  const usual = width > WIDE ? PROJECTED : TALLEST;
  const tallest = imageHeight > LONG * imageWidth ? LONG * usual : usual;
  const scale = Math.min(room / imageWidth, tallest / imageHeight);
  const [w, h] = [imageWidth * scale, imageHeight * scale];
  if (single) {
    const frame = { x: 0, y: 0, w: width, h };
    return { stacked, single, frames: { plain: frame, encrypted: frame }, width, height: h };
  }
  const plain = { x: 0, y: stacked ? LABEL : 0, w, h };
  const encrypted = stacked ? { x: 0, y: 2 * LABEL + h, w, h } : { x: w + GAP, y: 0, w, h };
  const height = stacked ? encrypted.y + h : h;
  return { stacked, single, frames: { plain, encrypted }, width, height };
}

// What is seen in each mode: { name, clip }, the clip being part of a frame. `pictures` is
// where the pictures lie in their frames, `wipe` the share of the picture's visible width
// that is plain, `right` the name of what is beside or under the plain picture.
export function panelsOf(mode, pictures, { right, wipe, flipped }) {
  const { plain, encrypted } = pictures;
  const panel = (name, picture, clip = picture.frame) => ({ name, picture, clip });
  if (mode === "difference") return [panel("difference", plain)];
  if (mode === "flip") return [panel(flipped ? right : "plain", plain)];
  if (mode === "wipe") {
    const { y, h, x, w } = plain.frame;
    const edge = wipeEdge(plain, wipe);
    return [
      panel("plain", plain, { x, y, w: edge - x, h }),
      panel(right, plain, { x: edge, y, w: x + w - edge, h }),
    ];
  }
  return [panel("plain", plain), panel(right, encrypted)];
}

// The part of a picture's width that its frame lets through, in CSS pixels.
export function visibleWidth({ x, w, frame }) {
  const start = Math.max(x, frame.x);
  return { x: start, w: Math.max(Math.min(x + w, frame.x + frame.w) - start, 0) };
}

export function wipeEdge(picture, wipe) {
  const { x, w } = visibleWidth(picture);
  return x + wipe * w;
}

// Rectangle of a block in a picture, cut off where a mirrored block leaves the image. `origin`
// is (y, x) of the pixel at which the first block starts; negative where that is mirrored.
export function blockRect(block, picture, { grid, side, origin: [top, left] = [0, 0] }) {
  const [row, column] = [Math.floor(block / grid[1]), block % grid[1]];
  const { scale } = picture;
  const [x, y] = [Math.max(left + column * side, 0) * scale, Math.max(top + row * side, 0) * scale];
  return {
    x: picture.x + x,
    y: picture.y + y,
    w: Math.min((left + (column + 1) * side) * scale, picture.w) - x,
    h: Math.min((top + (row + 1) * side) * scale, picture.h) - y,
  };
}

// Where all blocks lie in a picture, mirrored parts included.
export function gridRect({ x, y, scale }, { grid, side, origin: [top, left] = [0, 0] }) {
  const [h, w] = grid.map((count) => count * side * scale);
  return { x: x + left * scale, y: y + top * scale, w, h };
}

// Rectangle of a block in pixels of the image.
export function blockPixels(block, data) {
  const [w, h] = data.image;
  return blockRect(block, { x: 0, y: 0, w, h, scale: 1 }, data);
}

export function centre({ x, y, w, h }) {
  return [x + w / 2, y + h / 2];
}

export function contains({ x, y, w, h }, [px, py]) {
  return px >= x && px < x + w && py >= y && py < y + h;
}

// Block that holds a point of the image, or null outside the grid.
export function blockOf(x, y, { grid, side, origin: [top, left] = [0, 0] }) {
  const [row, column] = [Math.floor((y - top) / side), Math.floor((x - left) / side)];
  const inside = row >= 0 && row < grid[0] && column >= 0 && column < grid[1];
  return inside ? row * grid[1] + column : null;
}

// Whether the reassembled picture has anything at a pixel: nothing is laid for a block that
// resembles no other.
export function isLaid([x, y], data) {
  return data.degree[blockOf(x, y, data)] > 0;
}

// Middle of what the image has of a block, in its pixels.
export function middle(block, data) {
  return centre(blockPixels(block, data));
}

// Point of the image, in its pixels, under a point of the canvas.
export function imagePoint(picture, [x, y]) {
  return [(x - picture.x) / picture.scale, (y - picture.y) / picture.scale];
}

// The panel under a point of the canvas, with its pixel of the image; null beside the image.
export function pixelAt(point, panels, [width, height]) {
  const panel = panels.find(({ clip }) => contains(clip, point));
  if (!panel) return null;
  const pixel = imagePoint(panel.picture, point).map(Math.floor);
  return contains({ x: 0, y: 0, w: width, h: height }, pixel) ? { name: panel.name, pixel } : null;
}

// The part of a source of some size that is seen, and where: whole pixels of the source.
export function visiblePart(picture, [sourceWidth, sourceHeight], clip) {
  const part = (start, extent, count, from, size) => {
    const unit = extent / count;
    const first = Math.max(0, Math.floor((from - start) / unit));
    const behind = Math.min(count, Math.ceil((from + size - start) / unit));
    return { first, count: Math.max(behind - first, 0), at: start + first * unit, unit };
  };
  return {
    columns: part(picture.x, picture.w, sourceWidth, clip.x, clip.w),
    rows: part(picture.y, picture.h, sourceHeight, clip.y, clip.h),
  };
}

// Neighbour in the direction of an arrow key; stays at the border.
export function step(block, key, [rows, columns]) {
  let [row, column] = [Math.floor(block / columns), block % columns];
  if (key === "ArrowUp") row = Math.max(0, row - 1);
  if (key === "ArrowDown") row = Math.min(rows - 1, row + 1);
  if (key === "ArrowLeft") column = Math.max(0, column - 1);
  if (key === "ArrowRight") column = Math.min(columns - 1, column + 1);
  return row * columns + column;
}
