// What is drawn, given where it is. Nothing here knows of events or of Streamlit.

import { blockRect, centre } from "./geometry.js";

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

export function drawScene(context, scene) {
  const { data, layout, images, focus } = scene;
  context.clearRect(0, 0, layout.width, layout.height);
  for (const name of ["plain", "encrypted"]) {
    const panel = layout.panels[name];
    if (layout.stacked) drawLabel(context, name, panel, scene.ink);
    context.save();
    context.beginPath();
    context.rect(panel.x, panel.y, panel.w, panel.h);
    context.clip();
    context.imageSmoothingEnabled = panel.scale < 1;
    if (images[name]) context.drawImage(images[name], panel.x, panel.y, panel.w, panel.h);
    drawOverlay(context, scene, name, panel);
    drawVeil(context, panel, data);
    context.restore();
  }
  drawArrows(context, scene);
  if (focus.plain !== null) {
    outline(context, blockRect(focus.plain, layout.panels.plain, data), false);
    outline(context, blockRect(data.match[focus.plain], layout.panels.encrypted, data), true);
  }
  if (focus.encrypted !== null) {
    outline(context, blockRect(focus.encrypted, layout.panels.encrypted, data), false);
  }
}

function drawLabel(context, name, panel, ink) {
  context.fillStyle = ink;
  context.font = "13px sans-serif";
  context.textBaseline = "alphabetic";
  context.fillText(name === "plain" ? "Plain" : "Encrypted", panel.x, panel.y - 6);
}

function drawOverlay(context, scene, name, panel) {
  const { data, images, opacity } = scene;
  context.globalAlpha = opacity;
  if (scene.hasMaps) {
    const picture = images[`${name}Map`];
    if (!picture) return;
    // A map of the grid alone may be smaller than the image, or reach beyond it.
    const [w, h] = [picture.naturalWidth, picture.naturalHeight];
    context.drawImage(picture, panel.x, panel.y, w * panel.scale, h * panel.scale);
  } else if (name === "plain") {
    drawCells(context, panel, data, data[data.overlay.key], data.overlay, data.colours);
  } else if (data.row) {
    drawCells(context, panel, data, data.row.values, data.row, data.colours);
  }
  context.globalAlpha = 1;
}

function drawCells(context, panel, { grid, side }, values, { low, high }, colours) {
  const [rows, columns] = grid;
  const cells = new ImageData(columns, rows);
  const range = high - low || 1;
  values.forEach((value, i) => {
    cells.data.set([...colourOf((value - low) / range, colours), 255], 4 * i);
  });
  const buffer = new OffscreenCanvas(columns, rows);
  buffer.getContext("2d").putImageData(cells, 0, 0);
  const unit = side * panel.scale;
  context.imageSmoothingEnabled = false;
  context.drawImage(buffer, panel.x, panel.y, columns * unit, rows * unit);
}

// Grey, hatched, over the pixels that no block looks at.
function drawVeil(context, panel, { grid, side }) {
  const [h, w] = grid.map((count) => Math.min(count * side * panel.scale, Infinity));
  if (w >= panel.w - 0.5 && h >= panel.h - 0.5) return;
  context.beginPath();
  context.rect(panel.x, panel.y, panel.w, panel.h);
  context.rect(panel.x, panel.y, Math.min(w, panel.w), Math.min(h, panel.h));
  context.save();
  context.clip("evenodd");
  context.fillStyle = "rgba(128, 128, 128, 0.72)";
  context.fillRect(panel.x, panel.y, panel.w, panel.h);
  context.strokeStyle = "rgba(255, 255, 255, 0.35)";
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = -panel.h; offset < panel.w; offset += 9) {
    context.moveTo(panel.x + offset, panel.y + panel.h);
    context.lineTo(panel.x + offset + panel.h, panel.y);
  }
  context.stroke();
  context.restore();
}

// Which matches are drawn, and how strongly: all alike, or those in focus before the rest.
export function visibleArrows(data, focus) {
  const strong = new Set();
  if (focus.plain !== null && data.degree[focus.plain] > 0) strong.add(focus.plain);
  if (focus.encrypted !== null) {
    data.match.forEach((target, block) => {
      if (target === focus.encrypted && data.degree[block] > 0) strong.add(block);
    });
  }
  const focused = focus.plain !== null || focus.encrypted !== null;
  const faint = data.arrows
    .filter((block) => !strong.has(block))
    .map((block) => ({ block, alpha: focused ? 0.14 : 0.9 }));
  return [...faint.reverse(), ...[...strong].map((block) => ({ block, alpha: 1 }))];
}

function drawArrows(context, scene) {
  const { data, layout, focus } = scene;
  const most = data.arrows.length ? data.contribution[data.arrows[0]] || 1 : 1;
  context.lineCap = "round";
  // Thin among small blocks, which they would hide.
  const size = Math.min(Math.max((data.side * layout.panels.plain.scale) / 24, 0.35), 1);
  for (const { block, alpha } of visibleArrows(data, focus)) {
    const from = centre(blockRect(block, layout.panels.plain, data));
    const to = centre(blockRect(data.match[block], layout.panels.encrypted, data));
    const share = Math.min(data.contribution[block] / most, 1);
    const colour = `rgb(${colourOf(0.35 + 0.65 * share, data.colours)})`;
    context.globalAlpha = alpha;
    drawArrow(context, from, to, size * (1 + 3 * share), colour);
  }
  context.globalAlpha = 1;
}

function drawArrow(context, [x0, y0], [x1, y1], width, colour) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy) || 1;
  // A slight bow, so that arrows between the same rows do not hide each other.
  const bow = Math.min(0.12 * length, 40);
  const [cx, cy] = [(x0 + x1) / 2 + (dy / length) * bow, (y0 + y1) / 2 - (dx / length) * bow];
  const angle = Math.atan2(y1 - cy, x1 - cx);
  const head = 2.5 + 2.4 * width;
  const shape = new Path2D();
  shape.moveTo(x0, y0);
  shape.quadraticCurveTo(cx, cy, x1, y1);
  for (const turn of [-0.45, 0.45]) {
    shape.moveTo(x1, y1);
    shape.lineTo(x1 - head * Math.cos(angle + turn), y1 - head * Math.sin(angle + turn));
  }
  // Dark under light: readable on any picture.
  context.strokeStyle = "rgba(0, 0, 0, 0.75)";
  context.lineWidth = width + 2;
  context.stroke(shape);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(shape);
}

// White and black, so that it shows on any pixel; dashed for a match.
function outline(context, { x, y, w, h }, dashed) {
  context.save();
  context.lineWidth = 4;
  context.strokeStyle = "black";
  context.strokeRect(x, y, w, h);
  context.lineWidth = 2;
  context.strokeStyle = "white";
  if (dashed) context.setLineDash([5, 4]);
  context.strokeRect(x, y, w, h);
  context.restore();
}
