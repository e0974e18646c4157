// Zoom and pan. One camera serves every panel of a view, so that they stay linked.
//
// A camera is { zoom, x, y }. `zoom` counts device pixels per pixel of the image: 1 is 1:1,
// 0 says that the whole image fits, however large that is. `x` and `y` are the point of the
// image in the middle of the frame, as shares of its width and height: so a camera means the
// same on another screen, and for another image.
//
// A stage is { frame: { x, y, w, h }, image: [width, height], ratio }: the rectangle that a
// picture is seen through, in CSS pixels, the image's size, and device pixels per CSS pixel.
// Points are CSS pixels in the coordinates that the frame is given in.

import { centre } from "./geometry.js";

export const FIT = Object.freeze({ zoom: 0, x: 0.5, y: 0.5 });
export const CLOSEST = 96; // device pixels per pixel of the image

// What the buttons and keys step through, beside the zoom that fits.
const LADDER = [
  1 / 16, 1 / 8, 1 / 4, 1 / 3, 1 / 2, 2 / 3, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, CLOSEST,
];
const SAME = 0.005; // relative difference under which two zooms are one

// Zoom at which the whole image is seen.
export function fitZoom({ frame, image, ratio }) {
  return ratio * Math.min(frame.w / image[0], frame.h / image[1]);
}

// Device pixels per pixel of the image; a number for every camera.
export function zoomOf(camera, stage) {
  return camera.zoom || fitZoom(stage);
}

// Whether the picture is larger than its frame, so that there is something to pan.
export function isCloser(camera, stage) {
  return zoomOf(camera, stage) > fitZoom(stage) * (1 + SAME);
}

// Shares of the image's width and height that the frame has room for, at most all of it.
export function spanOf(camera, stage) {
  const { frame, image, ratio } = stage;
  const room = [frame.w, frame.h].map((side, i) => (side * ratio) / (zoomOf(camera, stage) * image[i]));
  return room.map((share) => Number(Math.min(share, 1).toFixed(5)));
}

// Where the picture is: { x, y, w, h, scale, frame }, in CSS pixels, cut off by its frame.
// Its corner is a whole device pixel, so that a whole zoom shows every pixel alike.
export function lay(camera, stage) {
  const { frame, image, ratio } = stage;
  const scale = zoomOf(camera, stage) / ratio;
  const whole = (value) => Math.round(value * ratio) / ratio;
  return {
    x: whole(frame.x + frame.w / 2 - camera.x * image[0] * scale),
    y: whole(frame.y + frame.h / 2 - camera.y * image[1] * scale),
    w: image[0] * scale,
    h: image[1] * scale,
    scale,
    frame,
  };
}

// The nearest camera that wastes no room: no margin where the picture could fill the frame.
export function settle(camera, stage) {
  const fit = fitZoom(stage);
  const zoom = Math.min(Math.max(zoomOf(camera, stage), Math.min(fit, 1)), CLOSEST);
  const inside = (share, frame, image) => {
    const half = (frame * stage.ratio) / (2 * zoom * image);
    return half >= 0.5 ? 0.5 : Math.min(Math.max(share, half), 1 - half);
  };
  return {
    zoom: Math.abs(zoom / fit - 1) < SAME ? 0 : zoom,
    x: inside(camera.x, stage.frame.w, stage.image[0]),
    y: inside(camera.y, stage.frame.h, stage.image[1]),
  };
}

// Another zoom; what is under a point of the frame stays there, as far as `settle` allows.
export function zoomTo(camera, stage, zoom, point = centre(stage.frame)) {
  const { frame, image, ratio } = stage;
  const [before, after] = [zoomOf(camera, stage), zoom || fitZoom(stage)];
  const shift = (at, start, size, extent) =>
    ((at - start - size / 2) * ratio * (1 / before - 1 / after)) / extent;
  return settle(
    {
      zoom: after,
      x: camera.x + shift(point[0], frame.x, frame.w, image[0]),
      y: camera.y + shift(point[1], frame.y, frame.h, image[1]),
    },
    stage,
  );
}

export function zoomBy(camera, stage, factor, point) {
  return zoomTo(camera, stage, zoomOf(camera, stage) * factor, point);
}

// The next rung of the ladder, in (1) or out (-1).
export function stepZoom(camera, stage, direction, point) {
  const now = zoomOf(camera, stage);
  const rungs = [...LADDER, fitZoom(stage)].sort((a, b) => direction * (a - b));
  const next = rungs.find((rung) => direction * (rung / now - 1) > SAME);
  return next === undefined ? camera : zoomTo(camera, stage, next, point);
}

// Drag the picture by CSS pixels.
export function panBy(camera, stage, dx, dy) {
  const scale = zoomOf(camera, stage) / stage.ratio;
  return settle(
    {
      zoom: camera.zoom,
      x: camera.x - dx / (scale * stage.image[0]),
      y: camera.y - dy / (scale * stage.image[1]),
    },
    stage,
  );
}

// Two fingers went from two points to two others: what was under them follows.
export function pinch(camera, stage, [a, b], [c, d]) {
  const apart = (p, q) => Math.hypot(q[0] - p[0], q[1] - p[1]) || 1;
  const between = (p, q) => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
  const [from, to] = [between(a, b), between(c, d)];
  const closer = zoomBy(camera, stage, apart(c, d) / apart(a, b), from);
  return panBy(closer, stage, to[0] - from[0], to[1] - from[1]);
}

// The least pan that brings a rectangle of the image, in its pixels, into the frame.
export function reveal(camera, stage, { x, y, w, h }) {
  const picture = lay(camera, stage);
  const least = (start, size, frameStart, frameSize) => {
    const before = frameStart - start;
    const behind = start + size - frameStart - frameSize;
    if (before > 0 || size > frameSize) return before;
    return behind > 0 ? -behind : 0;
  };
  const { frame, scale } = picture;
  return panBy(
    camera,
    stage,
    least(picture.x + x * scale, w * scale, frame.x, frame.w),
    least(picture.y + y * scale, h * scale, frame.y, frame.h),
  );
}
