// The strongest matches, numbered in both pictures, as long as nothing else is asked for.

import { LOOK } from "./look.js";
import { blockRect, centre, contains } from "./geometry.js";
import { drawGlyph, stateOf } from "./turned.js";

const MARK = LOOK.mark;

// Blocks that are numbered: none where a layer, arrows or a block say more.
export function numberedBlocks(data, { mode, right, arrows }, focus) {
  const asked = data.overlay.key !== "none" || arrows > 0 || focus.plain !== null || focus.encrypted !== null;
  return asked || mode === "difference" || right === "reassembled" ? [] : (data.numbered ?? []);
}

// Frames with their numbers, and beside each other a line that joins the two.
export function drawMarks(context, { numbered, data, panels, pictures, layout, font }) {
  const ends = numbered.map((block) => ({
    plain: blockRect(block, pictures.plain, data),
    encrypted: blockRect(data.match[block], pictures.encrypted, data),
  }));
  if (!layout.single) {
    for (const { plain, encrypted } of ends) {
      if (seen(plain, pictures.plain) && seen(encrypted, pictures.encrypted)) join(context, plain, encrypted);
    }
  }
  ends.forEach((end, i) => {
    for (const { name, clip } of panels) {
      context.save();
      context.beginPath();
      context.rect(clip.x, clip.y, clip.w, clip.h);
      context.clip();
      frame(context, end[name], String(i + 1), font);
      const lies = name === "encrypted" && stateOf(data, numbered[i]);
      if (lies) drawGlyph(context, besideNumber(end[name], clip), MARK.side, lies);
      context.restore();
    }
  });
}

// Middle of a glyph: across from the number of its frame, and beside a frame that has no room.
function besideNumber({ x, y, w, h }, clip) {
  const { side } = MARK;
  const right = Math.max(x + w - side / 2, x + 1.5 * side);
  return [right + side / 2 > clip.x + clip.w + 1 ? x - side / 2 : right, y + h - side / 2];
}

function seen(rect, picture) {
  return contains(picture.frame, centre(rect));
}

// A thin line from the edge of one frame to the edge of the other, with a small head.
function join(context, from, to) {
  const [start, end] = [leaving(from, centre(to)), leaving(to, centre(from))];
  const angle = Math.atan2(end[1] - start[1], end[0] - start[0]);
  const line = new Path2D();
  line.moveTo(...start);
  line.lineTo(...end);
  for (const turn of [-MARK.headAngle, MARK.headAngle]) {
    line.moveTo(...end);
    line.lineTo(end[0] - MARK.head * Math.cos(angle + turn), end[1] - MARK.head * Math.sin(angle + turn));
  }
  stroke(context, line, MARK.line);
}

// Where a line from the middle of a frame to a point leaves the frame.
function leaving(rect, [x, y]) {
  const [cx, cy] = centre(rect);
  const share = Math.min(rect.w / 2 / Math.abs(x - cx || 1e-9), rect.h / 2 / Math.abs(y - cy || 1e-9), 1);
  return [cx + share * (x - cx), cy + share * (y - cy)];
}

function frame(context, { x, y, w, h }, number, font) {
  const shape = new Path2D();
  shape.rect(x, y, w, h);
  stroke(context, shape, MARK.light);
  const side = MARK.side;
  context.fillStyle = MARK.colour;
  context.fillRect(x, y, side, side);
  context.fillStyle = MARK.ink;
  context.font = `600 ${MARK.size}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(number, x + side / 2, y + side / 2 + 0.5);
  context.textAlign = "start";
}

// A bright line on a dark one can be seen on any picture.
function stroke(context, shape, width) {
  context.lineJoin = "miter";
  context.lineCap = "butt";
  context.strokeStyle = MARK.ink;
  context.lineWidth = width + MARK.border;
  context.stroke(shape);
  context.strokeStyle = MARK.colour;
  context.lineWidth = width;
  context.stroke(shape);
}
