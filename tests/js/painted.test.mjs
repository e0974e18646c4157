// What is painted: colours, levels, and which arrows.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nextSource, sourcesOf, visibleArrows } from "../../explorer/canvas/arrows.js";
import { colourOf, emphasis, foremost, levelColours } from "../../explorer/canvas/colours.js";
import { isLaid } from "../../explorer/canvas/geometry.js";
import { distances, laidPixels, levelsAt, summarise } from "../../explorer/canvas/pixels.js";
import { stops } from "../../explorer/canvas/toolbar.js";

const DATA = {
  match: [3, 3, 0, 3],
  degree: [0.9, 0.5, 0.2, 0],
  contribution: [0.5, 0.3, 0.2, 0],
  arrows: [0, 1, 2],
};
const NONE = { plain: null, encrypted: null, target: null, rank: 1, pin: null };

test("colours run between the anchors and stop at both ends", () => {
  const anchors = [[0, 0, 0], [100, 50, 0], [200, 250, 10]];
  assert.deepEqual(colourOf(0, anchors), [0, 0, 0]);
  assert.deepEqual(colourOf(0.25, anchors), [50, 25, 0]);
  assert.deepEqual(colourOf(0.5, anchors), [100, 50, 0]);
  assert.deepEqual(colourOf(7, anchors), [200, 250, 10]);
  assert.deepEqual(colourOf(-7, anchors), [0, 0, 0]);
  const table = levelColours(anchors);
  assert.deepEqual([...table.slice(0, 4)], [0, 0, 0, 255]);
  assert.deepEqual([...table.slice(-4)], [200, 250, 10, 255]);
});

test("the largest of a row stand out and the rest fades", () => {
  const values = Array.from({ length: 50 }, (_, i) => i / 49);
  const strengths = emphasis(values, { low: 0, high: 1 });
  assert.equal(strengths.filter((strength) => strength === 1).length, 10);
  assert.ok(strengths.slice(0, 40).every((strength) => strength < 0.4));
  assert.equal(strengths[0], 0);
  assert.deepEqual(emphasis([0.3, 0.3], { low: 0.3, high: 0.3 }), [1, 1]);
});

test("what is not a hundredth as alike as the best does not stand out, and is not counted", () => {
  const row = { low: 0, high: 0.9 };
  const values = [0, 0.9, 0.0003, 0, 0.008, 0.01, 0];
  assert.deepEqual(emphasis(values, row).map((strength) => strength === 1), [
    false, true, false, false, false, true, false,
  ]);
  assert.equal(foremost(values, row), 2);
  assert.equal(foremost([0, 0, 0], { low: 0, high: 0 }), 0);
  assert.equal(foremost(Array(30).fill(0.4), { low: 0.4, high: 0.4 }), 30);
});

test("the difference is absolute, with its mean and its share of equal pixels", () => {
  const levels = distances(Uint8ClampedArray.of(0, 255, 7, 9), Uint8ClampedArray.of(255, 0, 9, 9));
  assert.deepEqual([...levels], [255, 255, 2, 0]);
  assert.deepEqual(summarise(levels), { mean: 128, equal: 0.25 });
  assert.deepEqual(summarise([]), { mean: 0, equal: 0 });
});

test("of a picture pieced together, pixels of blocks that were laid are counted alone", () => {
  // Blocks of 2 × 2 in an image of 5 × 3, mirrored at the bottom; nothing was laid at the second.
  const data = { image: [5, 3], grid: [2, 2], side: 2, degree: [0.9, 0, 0.2, 0.1] };
  const there = laidPixels(data);
  assert.deepEqual([...there], [
    1, 1, 0, 0, 0,
    1, 1, 0, 0, 0,
    1, 1, 1, 1, 0,
  ]);
  for (const [i, laid] of there.entries()) {
    assert.equal(isLaid([i % 5, Math.floor(i / 5)], data), laid === 1);
  }
  const levels = Uint8ClampedArray.of(8, 0, 255, 255, 255, 0, 8, 255, 255, 255, 0, 0, 8, 8, 255);
  assert.deepEqual(summarise(levels, there), { mean: 4, equal: 0.5 });
  const read = { reassembled: [{}] };
  assert.deepEqual(levelsAt({ pixel: [4, 0] }, read, data), {});
});

test("the strongest matches are drawn, those in focus last and in full", () => {
  const blocks = (list) => list.map(({ block }) => block);
  assert.deepEqual(blocks(visibleArrows(DATA, 2, NONE)), [1, 0]);
  assert.deepEqual(visibleArrows(DATA, 0, NONE), []);
  const hovered = visibleArrows(DATA, 3, { ...NONE, encrypted: 3 });
  assert.deepEqual(blocks(hovered), [2, 0, 1]);
  assert.deepEqual(hovered.map(({ alpha }) => alpha), [0.14, 1, 1]);
});

test("a pinned block's arrow goes to the match of the rank that is looked at", () => {
  const arrows = visibleArrows(DATA, 3, { ...NONE, plain: 1, target: 2, rank: 2 });
  assert.deepEqual(arrows.at(-1), { block: 1, target: 2, alpha: 1 });
});

test("a block that nothing resembles has no arrow and no source", () => {
  assert.ok(visibleArrows(DATA, 9, { ...NONE, plain: 3, target: 3 }).every(({ block }) => block !== 3));
  assert.deepEqual(sourcesOf(DATA, 3), [0, 1]);
});

test("clicks go by turns through all blocks that landed in one, the strongest first", () => {
  assert.equal(nextSource(DATA, 3, null), 0);
  assert.equal(nextSource(DATA, 3, 2), 0);
  assert.equal(nextSource(DATA, 3, 0), 1);
  assert.equal(nextSource(DATA, 3, 1), 0);
  assert.equal(nextSource(DATA, 1, 0), null);
  const stronger = { ...DATA, contribution: [0.1, 0.3, 0.2, 0] };
  assert.deepEqual([nextSource(stronger, 3, null), nextSource(stronger, 3, 1)], [1, 0]);
});

test("an encrypted block that nothing matches leaves the arrows as they are", () => {
  assert.deepEqual(visibleArrows(DATA, 3, { ...NONE, encrypted: 1 }), visibleArrows(DATA, 3, NONE));
});

test("a slider offers no more arrows than there are", () => {
  const counts = [0, 5, 10, 20, 40, 80, 160];
  assert.deepEqual(stops(counts, 81), counts);
  assert.deepEqual(stops(counts, 80), [0, 5, 10, 20, 40, 80]);
  assert.deepEqual(stops(counts, 1), [0, 5]);
  assert.deepEqual(stops(counts, 0), [0]);
  assert.deepEqual(stops(counts, 160), counts);
});
