// Where frames, pictures, blocks and pixels are.

import assert from "node:assert/strict";
import { test } from "node:test";

import { FIT, lay, zoomTo } from "../../explorer/canvas/camera.js";
import {
  GAP, blockOf, blockPixels, blockRect, gridRect, layout, middle, panelsOf, pixelAt, step, visiblePart,
  visibleWidth, wipeEdge,
} from "../../explorer/canvas/geometry.js";
import { place } from "../../explorer/canvas/words.js";

const GRID = { grid: [3, 4], side: 30, image: [128, 100] };

function lain(width, image, single, camera = FIT) {
  const { frames } = layout(width, image, single);
  const stage = (frame) => ({ frame, image, ratio: 1 });
  return { plain: lay(camera, stage(frames.plain)), encrypted: lay(camera, stage(frames.encrypted)) };
}

test("two frames stand beside each other where there is room, else on each other", () => {
  const wide = layout(1000, [512, 512]);
  assert.equal(wide.stacked, false);
  assert.deepEqual(wide.frames.plain, { x: 0, y: 0, w: 492, h: 492 });
  assert.equal(wide.frames.encrypted.x, 492 + GAP);
  const narrow = layout(360, [512, 512]);
  assert.equal(narrow.stacked, true);
  assert.ok(narrow.frames.encrypted.y >= narrow.frames.plain.y + narrow.frames.plain.h);
  assert.ok(layout(1000, [3000, 512]).stacked);
});

test("one frame for both is as high as two beside each other", () => {
  for (const image of [[512, 512], [140, 100], [300, 900]]) {
    const [two, one] = [layout(1000, image), layout(1000, image, true)];
    assert.equal(one.height, two.height);
    assert.equal(one.frames.plain.w, 1000);
    assert.deepEqual(one.frames.plain, one.frames.encrypted);
  }
});

test("a wipe cuts the visible picture, not its margins, and both parts fill the frame", () => {
  const pictures = lain(1000, [512, 512], true);
  const { x, w } = visibleWidth(pictures.plain);
  assert.ok(x > 200 && w < 600);
  for (const wipe of [0, 0.25, 1]) {
    const [left, right] = panelsOf("wipe", pictures, { right: "reassembled", wipe });
    assert.deepEqual([left.name, right.name], ["plain", "reassembled"]);
    assert.equal(left.clip.w + right.clip.w, 1000);
    assert.equal(right.clip.x, wipeEdge(pictures.plain, wipe));
    assert.ok(Math.abs(right.clip.x - x - wipe * w) < 1e-9);
  }
});

test("each mode shows its pictures", () => {
  const pictures = lain(1000, [512, 512], true);
  const names = (mode, flipped) =>
    panelsOf(mode, pictures, { right: "encrypted", wipe: 0.5, flipped }).map(({ name }) => name);
  assert.deepEqual(names("side"), ["plain", "encrypted"]);
  assert.deepEqual(names("flip", false), ["plain"]);
  assert.deepEqual(names("flip", true), ["encrypted"]);
  assert.deepEqual(names("difference"), ["difference"]);
});

test("a pixel is found under a point of either frame, and none beside the image", () => {
  const image = [512, 512];
  const pictures = lain(1000, image);
  const panels = panelsOf("side", pictures, { right: "encrypted", wipe: 0.5 });
  for (const { name, picture } of panels) {
    const at = [picture.x + 200.5 * picture.scale, picture.y + 17.5 * picture.scale];
    assert.deepEqual(pixelAt(at, panels, image), { name, pixel: [200, 17] });
  }
  assert.equal(pixelAt([500, 20], panels, image), null); // the gap
  const [whole] = panelsOf("difference", lain(1000, image, true), {});
  assert.equal(pixelAt([20, 20], [whole], image), null); // the margin
});

test("every pixel of the grid is in its block, the rest in none", () => {
  for (let block = 0; block < 12; block += 1) {
    const { x, y, w, h } = blockPixels(block, GRID);
    assert.equal(blockOf(x, y, GRID), block);
    assert.equal(blockOf(x + w - 0.01, y + h - 0.01, GRID), block);
    assert.equal(blockOf(...middle(block, GRID), GRID), block);
  }
  for (const [x, y] of [[-1, 5], [5, -1], [120, 5], [5, 90]]) assert.equal(blockOf(x, y, GRID), null);
});

test("a mirrored block is cut off where it leaves the image", () => {
  const mirrored = { grid: [4, 5], side: 30, image: [128, 100] };
  const picture = { x: 10, y: 20, w: 256, h: 200, scale: 2 };
  assert.deepEqual(blockRect(19, picture, mirrored), { x: 250, y: 200, w: 16, h: 20 });
});

test("blocks that start elsewhere are where their pixels are", () => {
  const own = { grid: [2, 3], side: 30, image: [128, 100], origin: [7, 13] };
  assert.equal(blockOf(13, 7, own), 0);
  assert.equal(blockOf(102.9, 66.9, own), 5);
  for (const [x, y] of [[12.9, 20], [20, 6.9], [103, 20], [20, 67]]) assert.equal(blockOf(x, y, own), null);
  const picture = { x: 10, y: 20, w: 256, h: 200, scale: 2 };
  assert.deepEqual(blockRect(4, picture, own), { x: 96, y: 94, w: 60, h: 60 });
  assert.deepEqual(gridRect(picture, own), { x: 36, y: 34, w: 180, h: 120 });
  assert.deepEqual(middle(4, own), [58, 52]);
});

test("a block that is mirrored above and at the left is cut off there", () => {
  const mirrored = { grid: [5, 5], side: 30, image: [128, 100], origin: [-23, -17] };
  assert.deepEqual(blockPixels(0, mirrored), { x: 0, y: 0, w: 13, h: 7 });
  assert.deepEqual(blockPixels(24, mirrored), { x: 103, y: 97, w: 25, h: 3 });
  for (let block = 0; block < 25; block += 1) {
    assert.equal(blockOf(...middle(block, mirrored), mirrored), block);
  }
});

test("only whole pixels that are seen are drawn, at their own place", () => {
  const stage = { frame: { x: 0, y: 0, w: 490, h: 490 }, image: [512, 512], ratio: 1 };
  const picture = lay(zoomTo({ zoom: 32, x: 0.31, y: 0.7 }, stage, 32), stage);
  const { columns, rows } = visiblePart(picture, stage.image, picture.frame);
  for (const [part, start] of [[columns, picture.x], [rows, picture.y]]) {
    assert.ok(part.count <= Math.ceil(490 / 32) + 1);
    assert.ok(part.at <= 0 && part.at + part.count * part.unit >= 490);
    assert.equal(part.at, start + part.first * 32);
  }
  const beside = visiblePart(picture, stage.image, { x: -900000, y: 0, w: 5, h: 5 });
  assert.equal(beside.columns.count, 0);
});

test("arrow keys walk to the neighbour and stay at the border", () => {
  const grid = [3, 4];
  assert.equal(step(5, "ArrowUp", grid), 1);
  assert.equal(step(5, "ArrowDown", grid), 9);
  assert.equal(step(5, "ArrowLeft", grid), 4);
  assert.equal(step(5, "ArrowRight", grid), 6);
  assert.equal(step(0, "ArrowUp", grid), 0);
  assert.equal(step(11, "ArrowRight", grid), 11);
  assert.equal(place(5, grid), "row 2, column 2");
});
