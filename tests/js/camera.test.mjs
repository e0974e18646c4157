// Zoom and pan.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CLOSEST, FIT, fitZoom, isCloser, lay, panBy, pinch, reveal, settle, spanOf, stepZoom, zoomBy,
  zoomOf, zoomTo,
} from "../../explorer/canvas/camera.js";
import { imagePoint } from "../../explorer/canvas/geometry.js";

const STAGES = [
  { frame: { x: 0, y: 0, w: 490, h: 490 }, image: [512, 512], ratio: 1 },
  { frame: { x: 506, y: 20, w: 490, h: 490 }, image: [512, 512], ratio: 2 },
  { frame: { x: 0, y: 0, w: 1000, h: 490 }, image: [512, 512], ratio: 1.5 },
  { frame: { x: 3, y: 7, w: 358, h: 256 }, image: [140, 100], ratio: 3 },
  { frame: { x: 0, y: 0, w: 490, h: 120 }, image: [6000, 4000], ratio: 1 },
];
const near = (a, b, tolerance = 1e-9) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

test("the whole image fits and is in the middle", () => {
  for (const stage of STAGES) {
    const { x, y, w, h, frame } = lay(FIT, stage);
    assert.ok(w <= frame.w + 1e-9 && h <= frame.h + 1e-9);
    assert.ok(Math.abs(w - frame.w) < 1e-9 || Math.abs(h - frame.h) < 1e-9);
    near(x + w / 2, frame.x + frame.w / 2, 0.5 / stage.ratio + 1e-9);
    near(y + h / 2, frame.y + frame.h / 2, 0.5 / stage.ratio + 1e-9);
    assert.equal(isCloser(FIT, stage), false);
  }
});

test("1:1 gives each pixel of the image one pixel of the screen, at whole places", () => {
  for (const stage of STAGES) {
    const picture = lay(zoomTo(FIT, stage, 1), stage);
    near(picture.scale * stage.ratio, 1);
    near(picture.x * stage.ratio, Math.round(picture.x * stage.ratio));
    near(picture.y * stage.ratio, Math.round(picture.y * stage.ratio));
  }
});

test("what is under the pointer stays there while it zooms in", () => {
  for (const stage of STAGES) {
    let camera = zoomTo(FIT, stage, 1.3 * fitZoom(stage));
    // A point away from the border, where the picture may be moved to fill the frame.
    const point = [stage.frame.x + 0.47 * stage.frame.w, stage.frame.y + 0.55 * stage.frame.h];
    for (const factor of [1.25, 1.5, 2]) {
      const next = zoomBy(camera, stage, factor, point);
      if (zoomOf(next, stage) >= CLOSEST) break;
      const [before, after] = [camera, next].map((c) => imagePoint(lay(c, stage), point));
      const filled = lay(camera, stage).w > stage.frame.w && lay(camera, stage).h > stage.frame.h;
      // One device pixel at the most: corners are whole.
      const slack = 1.5 / zoomOf(camera, stage);
      if (filled) {
        near(before[0], after[0], slack);
        near(before[1], after[1], slack);
      }
      camera = next;
    }
  }
});

test("steps climb from the whole image to the closest and back, through 1:1", () => {
  for (const stage of STAGES) {
    const zooms = [];
    let camera = FIT;
    for (let i = 0; i < 40; i += 1) camera = stepZoom(camera, stage, 1);
    near(zoomOf(camera, stage), CLOSEST);
    for (let i = 0; i < 60; i += 1) {
      zooms.push(zoomOf(camera, stage));
      camera = stepZoom(camera, stage, -1);
    }
    assert.ok(zooms.includes(1) || Math.abs(fitZoom(stage) - 1) < 0.01);
    near(zoomOf(camera, stage), Math.min(fitZoom(stage), 1));
    near(zooms[0], CLOSEST);
    assert.ok(zooms.every((zoom, i) => i === 0 || zoom <= zooms[i - 1]));
  }
});

test("zooming out as far as it goes is the whole image again, wherever one was", () => {
  const stage = STAGES[0];
  const closer = panBy(zoomTo(FIT, stage, 8), stage, -5000, 300);
  assert.deepEqual(zoomBy(closer, stage, 1e-6), FIT);
  assert.deepEqual(zoomTo(closer, stage, 0), FIT);
});

test("a small image may be shown smaller than it fits, down to 1:1", () => {
  const stage = STAGES[3];
  assert.ok(fitZoom(stage) > 1);
  const small = zoomBy(FIT, stage, 1e-6);
  assert.deepEqual(small, { zoom: 1, x: 0.5, y: 0.5 });
  assert.equal(isCloser(small, stage), false);
});

test("a pan moves the picture with the hand and stops where the frame is full", () => {
  for (const stage of STAGES) {
    const closer = zoomTo(FIT, stage, 4 * fitZoom(stage));
    const [before, after] = [closer, panBy(closer, stage, 24, -12)].map((c) => lay(c, stage));
    near(after.x - before.x, 24, 1 / stage.ratio + 1e-9);
    near(after.y - before.y, -12, 1 / stage.ratio + 1e-9);
    const far = lay(panBy(closer, stage, 1e6, -1e6), stage);
    if (far.w > stage.frame.w) near(far.x, stage.frame.x, 0.5 / stage.ratio + 1e-6);
    if (far.h > stage.frame.h) {
      near(far.y + far.h, stage.frame.y + stage.frame.h, 0.5 / stage.ratio + 1e-6);
    }
  }
});

test("the whole image cannot be panned", () => {
  for (const stage of STAGES) assert.deepEqual(panBy(FIT, stage, 50, 50), FIT);
});

test("two fingers carry what is under them", () => {
  const stage = STAGES[0];
  const start = zoomTo(FIT, stage, 4);
  const from = [[200, 200], [260, 240]];
  const to = [[180, 230], [300, 310]]; // twice as far apart, elsewhere
  const after = pinch(start, stage, from, to);
  near(zoomOf(after, stage), 8);
  for (const finger of [0, 1]) {
    const [a, b] = [imagePoint(lay(start, stage), from[finger]), imagePoint(lay(after, stage), to[finger])];
    near(a[0], b[0], 0.4);
    near(a[1], b[1], 0.4);
  }
});

test("two fingers at one point change nothing but the place", () => {
  const stage = STAGES[0];
  const start = zoomTo(FIT, stage, 4);
  assert.deepEqual(pinch(start, stage, [[9, 9], [9, 9]], [[9, 9], [9, 9]]), start);
});

test("a block out of sight is brought into the frame, one in sight moves nothing", () => {
  for (const stage of STAGES) {
    const closer = zoomTo(FIT, stage, 5 * fitZoom(stage));
    const [width, height] = stage.image;
    const block = { x: 0.85 * width, y: 0.9 * height, w: 0.05 * width, h: 0.05 * height };
    const there = reveal(closer, stage, block);
    const { x, y, scale, frame } = lay(there, stage);
    assert.ok(x + block.x * scale >= frame.x - 1);
    assert.ok(x + (block.x + block.w) * scale <= frame.x + frame.w + 1);
    assert.ok(y + block.y * scale >= frame.y - 1);
    assert.ok(y + (block.y + block.h) * scale <= frame.y + frame.h + 1);
    const again = reveal(there, stage, block);
    near(again.x, there.x, 2e-3);
    near(again.y, there.y, 2e-3);
  }
});

test("a camera of another screen or image is brought back to what there is", () => {
  const stage = STAGES[0];
  assert.deepEqual(settle({ zoom: 1e6, x: 7, y: -7 }, stage).zoom, CLOSEST);
  assert.deepEqual(settle({ zoom: 0.01, x: 0.2, y: 0.9 }, stage), FIT);
  const settled = settle({ zoom: 4, x: 7, y: -7 }, stage);
  assert.ok(settled.x < 1 && settled.y > 0);
  assert.deepEqual(settle(settled, stage), settled);
});

test("how much of an image is seen follows from the zoom and the screen", () => {
  const [stage, , wide] = STAGES;
  assert.deepEqual(spanOf(FIT, stage), [1, 1]);
  assert.deepEqual(spanOf({ zoom: 980 / 512, x: 0.5, y: 0.5 }, stage), [0.5, 0.5]);
  assert.deepEqual(spanOf({ zoom: (1.5 * 980) / 512, x: 0.5, y: 0.5 }, wide), [1, 0.5]);
});
