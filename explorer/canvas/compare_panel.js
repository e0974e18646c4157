// One picture of Compare: what is drawn, and what is said under it.

import { lay, zoomOf } from "./camera.js";
import { drawOutline } from "./drawing.js";
import { blockRect, gridRect } from "./geometry.js";
import { place } from "./words.js";

// Draw a picture, its map and the marks of the block in focus: `focus` is its number or null.
export function drawPanel({ canvas, context }, { data, stage, camera, source, map, opacity, focus }) {
  const { frame, ratio } = stage;
  const [w, h] = [Math.round(frame.w * ratio), Math.round(frame.h * ratio)];
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  canvas.style.height = `${frame.h}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, frame.w, frame.h);
  const picture = lay(camera, stage);
  context.imageSmoothingEnabled = zoomOf(camera, stage) < 1;
  if (source) context.drawImage(source, picture.x, picture.y, picture.w, picture.h);
  if (map) {
    const unit = map.map.side * picture.scale;
    context.globalAlpha = opacity;
    context.imageSmoothingEnabled = unit * ratio < 1;
    const { x, y, w: across, h: down } = gridRect(picture, { ...map.map, grid: [map.height, map.width] });
    context.drawImage(map.canvas, x, y, across, down);
    context.globalAlpha = 1;
  }
  const match = matchOf(data.panels[Number(canvas.dataset.encryption)], focus);
  if (focus !== null) drawOutline(context, blockRect(focus, picture, data), frame, false);
  if (match !== null) drawOutline(context, blockRect(match, picture, data), frame, true);
  canvas.dataset.match = match ?? "";
}

function matchOf(panel, focus) {
  // A block that resembles nothing has no match.
  return focus === null || !panel.degree?.[focus] ? null : panel.match[focus];
}

// What is said under a picture: the score, or the block in focus; and the map's value there.
export function noteOf(panel, number, { data, focus, value }) {
  const parts = [panel.note];
  if (focus !== null) parts[0] = number ? foundWords(panel, focus, data) : place(focus, data.grid);
  if (value) parts.push(`map ${value}`);
  if (focus === null && panel.remark) parts.push(panel.remark);
  return parts.filter(Boolean).join(", ");
}

function foundWords(panel, focus, { grid }) {
  if (!panel.match) return panel.note;
  const match = matchOf(panel, focus);
  if (match === null) return "RD 0, found nowhere";
  return `RD ${panel.degree[focus].toFixed(2)}, ${match === focus ? "in its place" : `at ${place(match, grid)}`}`;
}
