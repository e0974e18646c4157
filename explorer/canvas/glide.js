// The pieces of the encrypted picture glide to where they belong in the plain one.

import { blockRect } from "./geometry.js";
import { drawTurning, stateOf } from "./turned.js";

const TIME = 900; // ms that a piece takes
const SPREAD = 300; // ms over which the pieces start

// A glide: `start()`, `stop()` and `at()`, the ms since it began, or null where none is under
// way. `repaint` is called for the next frame. Whoever wants less motion sees the end at once.
export function createGlide(repaint) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let began = null;
  return {
    start() {
      began = calm.matches ? null : performance.now();
      repaint();
    },
    stop() {
      began = null;
      repaint();
    },
    at() {
      if (began === null) return null;
      const now = performance.now() - began;
      if (now >= TIME + SPREAD) began = null;
      else repaint();
      return began === null ? null : now;
    },
  };
}

// Draw the pieces of the picture `source` in a panel, some ms after they started.
export function drawGlide(context, { picture }, source, data, now) {
  if (!source) return;
  const unit = source.width / data.image[0]; // pixels of the source a pixel of the image
  const whole = { x: 0, y: 0, scale: unit, w: data.image[0] * unit, h: data.image[1] * unit };
  const count = data.match.length;
  data.match.forEach((match, block) => {
    const [from, to] = [blockRect(match, picture, data), blockRect(block, picture, data)];
    const piece = blockRect(match, whole, data);
    if (!piece.w || !piece.h || !to.w || !to.h) return;
    const share = eased((now - (SPREAD * block) / count) / TIME);
    const between = (name) => from[name] + (to[name] - from[name]) * share;
    const lies = stateOf(data, block);
    if (lies) {
      const at = { x: between("x"), y: between("y"), w: between("w"), h: between("h") };
      drawTurning(context, source, piece, at, lies, share);
      return;
    }
    context.drawImage(
      source, piece.x, piece.y, piece.w, piece.h, between("x"), between("y"), between("w"), between("h"),
    );
  });
}

function eased(share) {
  const left = 1 - Math.min(Math.max(share, 0), 1);
  return 1 - left ** 3;
}
