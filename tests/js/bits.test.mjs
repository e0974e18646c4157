// Bits of grey levels, and planes seen from afar.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PLANES, binary, differing, reduce, shrink } from "../../explorer/canvas/bits.js";

const LEVELS = Uint8ClampedArray.from({ length: 256 }, (_, level) => level);

test("the bits of a level add up to it, plane 8 being worth 128", () => {
  for (const level of LEVELS) {
    let sum = 0;
    for (let plane = 1; plane <= PLANES; plane += 1) sum += Number(binary(level).at(-plane)) * 2 ** (plane - 1);
    assert.equal(sum, level);
  }
  assert.equal(binary(128), "10000000");
  assert.equal(binary(97), "01100001");
});

test("a plane is its bits, and where it is halved the mean of four of them", () => {
  const levels = Uint8ClampedArray.of(2, 3, 1, 0, 2, 0, 0, 4, 0, 0, 2, 2);
  const whole = reduce(levels, [4, 3], 2, 0);
  assert.deepEqual(whole.size, [4, 3]);
  assert.deepEqual([...whole.shares], [255, 255, 0, 0, 255, 0, 0, 0, 0, 0, 255, 255]);
  const half = reduce(levels, [4, 3], 2, 1);
  assert.deepEqual([half.size, [...half.shares]], [[2, 1], [191.25, 0]]);
  assert.deepEqual(reduce(levels, [4, 3], 2, 5), half);
});

test("bits differ where exactly one of both is set", () => {
  const [a, b] = [Uint8ClampedArray.of(193, 7), Uint8ClampedArray.of(67, 7)];
  assert.deepEqual([...differing(a, b)], [0b10000010, 0]);
});

test("from afar a plane is its share of ones, plane 8 first", () => {
  // Two cells of 2 × 2 pixels; in the left one a quarter has the top bit, all the lowest.
  const levels = Uint8ClampedArray.of(129, 1, 0, 0, 1, 1, 0, 4);
  const planes = shrink(levels, [4, 2], [2, 1]);
  assert.deepEqual(planes.map((plane) => [...plane]), [
    [0.25, 0], [0, 0], [0, 0], [0, 0], [0, 0], [0, 0.25], [0, 0], [1, 0],
  ]);
});

test("of a large picture some pixels of every cell are looked at, and of a small one all are", () => {
  const [width, height] = [400, 3];
  const levels = new Uint8ClampedArray(width * height).fill(255, 0, width * 2);
  for (const plane of shrink(levels, [width, height], [4, 3])) {
    assert.deepEqual([...plane], [1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  }
  const one = shrink(Uint8ClampedArray.of(255), [1, 1], [2, 2]);
  assert.deepEqual([...one[0]], [1, 1, 1, 1]);
});
