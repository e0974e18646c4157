// The equations of Learn in the browser, on values that follow from the definitions by hand.

import assert from "node:assert/strict";
import { test } from "node:test";

import { moved } from "../../explorer/widgets/lesson_live.js";
import { appearance, degree, inverse, overlap, pooled, structure, worths, zigzag } from "../../explorer/widgets/lesson_sums.js";

const near = (value, wanted, far = 1e-9) => assert.ok(Math.abs(value - wanted) <= far, `${value} is not ${wanted}`);

test("the zigzag way runs from coarse to fine", () => {
  assert.deepEqual(zigzag(3), [0, 1, 5, 2, 4, 6, 3, 7, 8]);
});

test("a block of one wave is put together again", () => {
  for (const level of inverse([3 * 0.5, 0, 0, 0, 0, 0, 0, 0, 0], 3)) near(level, 0.5);
  const [left, middle, right] = inverse([0, 1, 0, 0, 0, 0, 0, 0, 0], 3);
  near(left, -right);
  near(middle, 0);
  near(left, Math.cos(Math.PI / 6) * Math.sqrt(2) / 3);
});

test("pixels that differ by one amount are as alike as that amount says", () => {
  const [plain, encrypted] = [0.75, 0.5].map((level) => [2 * level, 0, 0, 0]);
  const { value, terms, shares } = appearance({ plain, encrypted, side: 2 }, 40, 5);
  near(value, 0.75);
  for (const term of terms) near(term, 0.75 ** 5);
  near(shares.slice(0, 4).reduce((a, b) => a + b), 1);
});

test("an edge is worth less the farther it lies from a plain one", () => {
  const worth = worths([1, 0, 0, 0, 0, 0, 0, 0, 0], 3);
  near(worth[0], 1);
  near(worth[2], 1 - 2 / (3 * Math.SQRT2));
  near(worth[8], 1 - Math.sqrt(8) / (3 * Math.SQRT2));
  assert.deepEqual([...worths([0, 0, 0, 0], 2)], [0, 0, 0, 0]);
});

test("an edge that is moved by its own width still earns points", () => {
  const edge = [0, 1, 0, 0, 1, 0, 0, 1, 0];
  const seen = structure({ plain: edge, encrypted: edge, side: 3 }, 0.5, 1);
  assert.deepEqual(seen.counts, [3, 3, 0]);
  near(seen.value, (3 * (1 - 1 / (3 * Math.SQRT2))) / 6);
  const none = [0, 0, 0, 0];
  assert.equal(structure({ plain: none, encrypted: none, side: 2 }, 0.5, 0).value, 1);
  assert.equal(structure({ plain: none, encrypted: [1, 0, 0, 0], side: 2 }, 0.5, 0).value, 0);
});

test("degree, pooling and overlap are those of the paper", () => {
  near(degree(0.25, 0.0625), 0.25 * 0.125);
  assert.equal(degree(1, 0), 1);
  near(pooled([1, 0.5], [1, 3], 1, false).value, 0.625);
  assert.deepEqual(pooled([1, 0.5], [1, 3], 1, false).shares, [0.4, 0.6]);
  near(pooled([1, 0.5], [1, 3], 2, true).value, Math.sqrt(3.25 / 4));
  assert.equal(pooled([0, 0], [1, 1], 5, false).value, 0);
  near(overlap([0.5, 0.5], [1, 0]).value, Math.SQRT1_2);
});

test("a step that moves names its result and the parts that follow", () => {
  const area = [50, 274, 12, 136];
  const numbers = { kind: "search", likeness: [0.9, 0.2], places: [3, 1], columns: 2, side: 8, area };
  const seen = moved(numbers, { rank: 2 });
  assert.equal(seen.value.text, "0.200");
  assert.equal(seen.other.style, "transform: translate(8px, 0px)");
  assert.equal(seen.rank.d, "M274.0 12V136");
  assert.equal(moved({ kind: "score", rd: 0.5, below: 208, unit: 100 }, { gs: 0.5 }).added.height, "50.0");
});
