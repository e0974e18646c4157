// Matches as arrows, from each plain block to its best match in the encrypted image.

import { colourOf } from "./colours.js";
import { blockRect, centre, contains } from "./geometry.js";
import { LOOK } from "./look.js";
import { drawGlyph, glyphSide, stateOf } from "./turned.js";

const ARROW = LOOK.arrow;

// Plain blocks whose best match an encrypted block is.
export function sourcesOf({ match, degree }, target) {
  return match.flatMap((found, block) => (found === target && degree[block] > 0 ? [block] : []));
}

// The plain block that a click on an encrypted one pins: the next after the pinned one, in
// order of contribution, then the first again; null if there is none.
export function nextSource(data, target, pin) {
  const { contribution } = data;
  const sources = sourcesOf(data, target).sort((a, b) => contribution[b] - contribution[a]);
  return sources[(sources.indexOf(pin) + 1) % sources.length] ?? null;
}

// Which matches are drawn, to which block and how strongly. Where blocks are in focus, their
// own are strong and the others faint.
export function visibleArrows(data, count, focus) {
  const strong = new Set();
  if (focus.plain !== null && data.degree[focus.plain] > 0) strong.add(focus.plain);
  if (focus.encrypted !== null) {
    for (const block of sourcesOf(data, focus.encrypted)) strong.add(block);
  }
  // No arrow is dimmed for an encrypted block that nothing matches.
  const focused = focus.plain !== null || strong.size > 0;
  const faint = data.arrows
    .slice(0, count)
    .filter((block) => !strong.has(block))
    .map((block) => ({ block, target: data.match[block], alpha: focused ? ARROW.faint : ARROW.opacity }));
  const target = (block) => (block === focus.plain ? focus.target : data.match[block]);
  return [
    ...faint.reverse(),
    ...[...strong].map((block) => ({ block, target: target(block), alpha: 1 })),
  ];
}

export function drawArrows(context, scene) {
  const { data, pictures, focus } = scene;
  const most = data.arrows.length ? data.contribution[data.arrows[0]] || 1 : 1;
  context.lineCap = "round";
  // Thin among small blocks, which they would hide.
  const size = Math.min(Math.max((data.side * pictures.plain.scale) / ARROW.fullSide, ARROW.smallest), 1);
  const glyph = glyphSide(data.side * pictures.encrypted.scale);
  for (const { block, target, alpha } of visibleArrows(data, scene.count, focus)) {
    const from = end(blockRect(block, pictures.plain, data), pictures.plain.frame);
    const to = end(blockRect(target, pictures.encrypted, data), pictures.encrypted.frame);
    if (!from.seen && !to.seen) continue;
    const share = Math.min(data.contribution[block] / most, 1);
    context.globalAlpha = from.seen && to.seen ? alpha : ARROW.fading * alpha;
    drawArrow(context, from.point, to.point, {
      width: size * (ARROW.thin + (ARROW.thick - ARROW.thin) * share),
      colour: `rgb(${colourOf(ARROW.dim + (1 - ARROW.dim) * share, data.colours)})`,
      tip: to.seen,
    });
    const lies = to.seen && target === data.match[block] ? stateOf(data, block) : null;
    if (lies) drawGlyph(context, beyond(from.point, to.point, glyph, pictures.encrypted.frame), glyph, lies);
  }
  context.globalAlpha = 1;
}

// Where the glyph of an arrow is: behind its head, so that the arrow points at it, and whole.
function beyond([x0, y0], [x1, y1], side, { x, y, w, h }) {
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const within = (at, start, extent) => Math.min(Math.max(at, start + side / 2), start + extent - side / 2);
  return [within(x1 + (side * (x1 - x0)) / length, x, w), within(y1 + (side * (y1 - y0)) / length, y, h)];
}

// The middle of a block, or the nearest point of the frame where that is out of sight.
function end(rect, frame) {
  const [x, y] = centre(rect);
  const point = [
    Math.min(Math.max(x, frame.x), frame.x + frame.w),
    Math.min(Math.max(y, frame.y), frame.y + frame.h),
  ];
  return { point, seen: contains(frame, [x, y]) };
}

function drawArrow(context, [x0, y0], [x1, y1], { width, colour, tip }) {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length = Math.hypot(dx, dy);
  const shape = new Path2D();
  if (length < ARROW.ringBelow) {
    // Both pictures in one frame, and the match in its own place.
    shape.arc(x0, y0, ARROW.ringRadius + ARROW.ringGrowth * width, 0, 2 * Math.PI);
  } else {
    // Slightly bent, so that arrows between the same rows do not hide each other.
    const bend = Math.min(ARROW.bend * length, ARROW.farthestBend);
    const [cx, cy] = [(x0 + x1) / 2 + (dy / length) * bend, (y0 + y1) / 2 - (dx / length) * bend];
    const angle = Math.atan2(y1 - cy, x1 - cx);
    const head = ARROW.headLength + ARROW.headGrowth * width;
    shape.moveTo(x0, y0);
    shape.quadraticCurveTo(cx, cy, x1, y1);
    for (const turn of tip ? [-ARROW.headAngle, ARROW.headAngle] : []) {
      shape.moveTo(x1, y1);
      shape.lineTo(x1 - head * Math.cos(angle + turn), y1 - head * Math.sin(angle + turn));
    }
  }
  // A dark line under a light one can be seen on any picture.
  context.strokeStyle = `rgba(0, 0, 0, ${ARROW.borderOpacity})`;
  context.lineWidth = width + ARROW.border;
  context.stroke(shape);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(shape);
}
