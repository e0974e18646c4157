// How pieces of the encrypted picture lie: a glyph of the turn, and the way back.

import { LOOK } from "./look.js";

const TURNED = LOOK.turned;

// { turn, negative } of the match of a plain block; null where no pieces are turned back.
export function stateOf({ turned }, block) {
  return turned ? { turn: turned.turn[block], negative: turned.negative[block] } : null;
}

// The turn of a state as [a, b, c, d] of a canvas: x' = a x + c y, y' = b x + d y.
export function matrixOf(turn) {
  const [transposed, upsideDown, leftRight] = TURNED.turns[turn];
  const [x, y] = [leftRight ? -1 : 1, upsideDown ? -1 : 1];
  return transposed ? [0, y, x, 0] : [x, 0, 0, y];
}

// The turn that undoes one.
export function undoing(turn) {
  return TURNED.undone[turn];
}

// Side of a glyph on a block of some side, both in CSS pixels.
export function glyphSide(block) {
  return Math.min(Math.max(block * TURNED.share, TURNED.smallest), TURNED.side);
}

// An F that lies as the piece does, around a point; a negative is dark on bright, with a minus.
export function drawGlyph(context, [x, y], side, { turn, negative }) {
  const [a, b, c, d] = matrixOf(turn);
  const [ground, ink] = negative ? [TURNED.light, TURNED.dark] : [TURNED.dark, TURNED.light];
  context.fillStyle = ground;
  context.fillRect(x - side / 2, y - side / 2, side, side);
  context.strokeStyle = ink;
  context.lineWidth = 1;
  context.strokeRect(x - side / 2, y - side / 2, side, side);
  const shape = new Path2D();
  const place = ([u, v]) => [x + side * u, y + side * v];
  for (const line of TURNED.letter) {
    const [first, ...others] = line.map(([u, v]) => place([a * u + c * v, b * u + d * v]));
    shape.moveTo(...first);
    for (const point of others) shape.lineTo(...point);
  }
  if (negative) {
    shape.moveTo(...place(TURNED.minus[0]));
    shape.lineTo(...place(TURNED.minus[1]));
  }
  context.lineWidth = side * TURNED.line;
  context.stroke(shape);
}

// Draw a piece of a picture in a place, a share of the way from how it lies to how it belongs.
export function drawTurning(context, source, piece, { x, y, w, h }, { turn, negative }, share) {
  const back = matrixOf(undoing(turn));
  const now = [1, 0, 0, 1].map((start, i) => start + (back[i] - start) * share);
  context.save();
  context.translate(x + w / 2, y + h / 2);
  context.transform(...now, 0, 0);
  context.drawImage(source, piece.x, piece.y, piece.w, piece.h, -w / 2, -h / 2, w, h);
  if (negative && share > 0.5) {
    // The distance from white is the negative of a negative.
    context.globalCompositeOperation = "difference";
    context.fillStyle = "white";
    context.fillRect(-w / 2, -h / 2, w, h);
  }
  context.restore();
}
