// What is drawn, given where it is. Nothing here knows of events or of Streamlit.

import { drawArrows } from "./arrows.js";
import { colourOf, emphasis } from "./colours.js";
import { blockRect, gridRect, isLaid, visiblePart } from "./geometry.js";
import { drawGlide } from "./glide.js";
import { LOOK } from "./look.js";
import { drawMarks } from "./marks.js";
import { sizeOf } from "./pictures.js";
import { PRINTED_FROM, printLevels } from "./pixels.js";

// A scene: `data` of the step; `layout`, `pictures` and `panels` of geometry.js; which picture
// is compared (`right`); `sources`, the pictures by name; `opacity` of the overlay, `count` of
// arrows, `focus` { plain, encrypted, target }, `numbered` matches, `glide` (ms since the pieces
// started, or null), device pixels per CSS pixel (`ratio`), `font`,
// and the colours `ink`, `paper` and `ground`.
export function drawScene(context, scene) {
  const { data, layout, panels, focus, right } = scene;
  const reassembled = right === "reassembled";
  context.clearRect(0, 0, layout.width, layout.height);
  for (const panel of panels) {
    const { clip } = panel;
    context.save();
    context.beginPath();
    context.rect(clip.x, clip.y, clip.w, clip.h);
    context.clip();
    context.fillStyle = scene.ground;
    context.fillRect(clip.x, clip.y, clip.w, clip.h);
    context.imageSmoothingEnabled = panel.picture.scale * scene.ratio < 1;
    const pieced = reassembled && panel.name !== "plain";
    // While a slider moves, the picture that the server has made is of matches before.
    const gliding = (scene.glide !== null || data.moves) && panel.name === "reassembled";
    if (gliding) drawGlide(context, panel, scene.sources.encrypted, data, scene.glide ?? Infinity);
    else drawPicture(context, panel, scene.sources[panel.name]);
    drawOverlay(context, scene, panel);
    if (isVeiled(scene, panel, pieced)) drawVeil(context, panel, data, panel.name === "difference" && pieced);
    if (pieced && panel.name === "reassembled" && scene.glide === null) {
      for (const block of uncounted(data)) drawOutline(context, blockRect(block, panel.picture, data), panel.clip, true);
    }
    const isThere = pieced ? (pixel) => isLaid(pixel, data) : undefined;
    printLevels(context, panel, scene.levels[panel.name], data.image, isThere, scene.levels.band);
    context.restore();
  }
  // Arrows lead to places of the encrypted picture.
  const mixed = panels.some(({ name }) => name === "difference");
  if (!mixed && !reassembled) drawArrows(context, scene);
  drawMarks(context, scene);
  // After the arrows, which would cross the names out.
  if (layout.stacked && !layout.single) panels.forEach((panel) => drawLabel(context, panel, scene));
  for (const { name, picture, clip } of outlined(scene)) {
    for (const { block, dashed } of outlines(name, focus, reassembled)) {
      drawOutline(context, blockRect(block, picture, data), clip, dashed);
    }
  }
}

// Whether what no block looks at is hatched: not over clean pictures, nor over bits, which are
// shown of all pixels.
function isVeiled({ data, glide, count, focus }, { name }, pieced) {
  if (pieced) return glide === null;
  const clean = data.overlay.key === "none" && !count && focus.plain === null && focus.encrypted === null;
  return name !== "difference" && !data.planes && !clean;
}

// In one frame, every outline is drawn in whatever part of it the picture is.
function outlined({ panels, pictures: { plain }, layout, right }) {
  if (!layout.single) return panels;
  return ["plain", right].map((name) => ({ name, picture: plain, clip: plain.frame }));
}

// Blocks that are outlined in a picture; dashed where it is a match.
function outlines(name, focus, reassembled) {
  // In the reassembled picture a match lies at the place of its plain block.
  if (name === "plain" || reassembled) {
    return focus.plain === null ? [] : [{ block: focus.plain, dashed: false }];
  }
  const found = focus.encrypted === null ? [] : [{ block: focus.encrypted, dashed: false }];
  return focus.plain === null ? found : [...found, { block: focus.target, dashed: true }];
}

function drawLabel(context, { name, clip }, { ink, paper, font, data }) {
  context.font = `13px ${font}`;
  context.fillStyle = paper;
  context.fillRect(clip.x, clip.y - 19, context.measureText(data.names[name]).width + 6, 18);
  context.fillStyle = ink;
  context.textBaseline = "alphabetic";
  context.fillText(data.names[name], clip.x, clip.y - 6);
}

// The part of a source that is seen, stretched over the picture's place.
function drawPicture(context, { picture, clip }, source) {
  if (!source) return;
  const { columns, rows } = visiblePart(picture, [source.width, source.height], clip);
  if (!columns.count || !rows.count) return;
  context.drawImage(
    source,
    columns.first, rows.first, columns.count, rows.count,
    columns.at, rows.at, columns.count * columns.unit, rows.count * rows.unit,
  );
}

function drawOverlay(context, scene, panel) {
  const { data } = scene;
  const { name, picture } = panel;
  // Printed levels must stay readable; bit planes belong to them and stay opaque.
  const most = data.planes || picture.scale < PRINTED_FROM ? 1 : 0.25;
  context.globalAlpha = Math.min(scene.opacity, most);
  if (scene.hasMaps) {
    const map = scene.sources[`${name}Map`];
    // A map of the grid alone may be smaller than the image, or reach beyond it.
    if (map) {
      const [w, h] = sizeOf(map).map((side) => side * picture.scale);
      const place = data.overlay.key === "fuzzy" ? gridRect(picture, data) : { ...picture, w, h };
      drawPicture(context, { ...panel, picture: place }, map);
    }
  } else if (data.overlay.key === "none") {
    // Pictures stay clean until something is asked for.
  } else if (name === "plain") {
    drawCells(context, panel, data, cells(data, data[data.overlay.key], data.overlay));
  } else if (data.row?.values && name === "encrypted") {
    drawCells(context, panel, data, cells(data, data.row.values, data.row, emphasis));
  }
  context.globalAlpha = 1;
}

function drawCells(context, panel, data, source) {
  context.imageSmoothingEnabled = false;
  drawPicture(context, { ...panel, picture: gridRect(panel.picture, data) }, source);
}

const painted = new WeakMap(); // list of values -> a picture with one pixel per block, its range

function cells({ grid, colours }, values, range, strength) {
  const known = painted.get(values);
  if (known?.low === range.low && known.high === range.high) return known.buffer;
  const [rows, columns] = grid;
  const pixels = new ImageData(columns, rows);
  const strengths = strength?.(values, range);
  const extent = range.high - range.low || 1;
  values.forEach((value, i) => {
    const colour = colourOf((value - range.low) / extent, colours);
    pixels.data.set([...colour, 255 * (strengths?.[i] ?? 1)], 4 * i);
  });
  const buffer = new OffscreenCanvas(columns, rows);
  buffer.getContext("2d").putImageData(pixels, 0, 0);
  painted.set(values, { buffer, low: range.low, high: range.high });
  return buffer;
}

// Blocks whose match counts 0.
function uncounted({ degree }) {
  return degree.flatMap((value, block) => (value > 0 ? [] : [block]));
}

// Hatch the pixels outside the grid and, in the difference from a picture that was `pieced`
// together, the blocks that count 0.
function drawVeil(context, { picture, clip }, data, pieced) {
  const whole = gridRect(picture, data);
  const [x, y] = [Math.max(whole.x, picture.x), Math.max(whole.y, picture.y)];
  const w = Math.min(whole.x + whole.w, picture.x + picture.w) - x;
  const h = Math.min(whole.y + whole.h, picture.y + picture.h) - y;
  const empty = pieced ? uncounted(data) : [];
  if (w >= picture.w - 0.5 && h >= picture.h - 0.5 && !empty.length) return;
  context.save();
  context.beginPath();
  context.rect(picture.x, picture.y, picture.w, picture.h);
  context.rect(x, y, w, h);
  for (const block of empty) {
    const place = blockRect(block, picture, data);
    context.rect(place.x, place.y, place.w, place.h);
  }
  context.clip("evenodd");
  const { level, opacity, lineOpacity, lineGap } = LOOK.veil;
  context.fillStyle = `rgba(${level}, ${level}, ${level}, ${opacity})`;
  context.fillRect(clip.x, clip.y, clip.w, clip.h);
  context.strokeStyle = `rgba(255, 255, 255, ${lineOpacity})`;
  context.lineWidth = 1;
  context.beginPath();
  for (let offset = -clip.h; offset < clip.w; offset += lineGap) {
    context.moveTo(clip.x + offset, clip.y + clip.h);
    context.lineTo(clip.x + offset + clip.h, clip.y);
  }
  context.stroke();
  context.restore();
}

// A white line on a black one, to be seen on any pixel; dashed for a match.
export function drawOutline(context, { x, y, w, h }, clip, dashed) {
  const { dark, light, dash, margin } = LOOK.outline;
  context.save();
  context.beginPath();
  context.rect(clip.x - margin, clip.y - margin, clip.w + 2 * margin, clip.h + 2 * margin);
  context.clip();
  context.lineWidth = dark;
  context.strokeStyle = "black";
  context.strokeRect(x, y, w, h);
  context.lineWidth = light;
  context.strokeStyle = "white";
  if (dashed) context.setLineDash(dash);
  context.strokeRect(x, y, w, h);
  context.restore();
}
