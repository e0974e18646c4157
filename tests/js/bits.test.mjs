// Bits of grey levels, and planes seen from afar.

import assert from "node:assert/strict";
import { test } from "node:test";

import { PLANES, binary, bitsFrom, chosenBits, differing, reduce, shrink } from "../../explorer/canvas/bits.js";
import { command } from "../../explorer/canvas/keys.js";
import { addressesOf } from "../../explorer/canvas/scene.js";
import { after, settingsFrom } from "../../explorer/canvas/settings.js";
import { description, pixelSentence } from "../../explorer/canvas/words.js";

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

test("planes are of what the index is given, or of a channel that the files hold", () => {
  const planes = [{ key: "index" }, { key: "R" }, { key: "B" }, { key: "alpha", pictures: ["ap", "ae", "ar"] }];
  const data = { pictures: ["p", "e", "r"], coloured: ["pc", "ec", "rc"], planes };
  const from = (bits) => bitsFrom(data, chosenBits(data, { bits }));
  assert.deepEqual(from("index"), { addresses: data.pictures, band: 0 });
  assert.deepEqual(from("B"), { addresses: data.coloured, band: 2 });
  assert.deepEqual(from("alpha"), { addresses: ["ap", "ae", "ar"], band: 0 });
  // A choice stays, and waits for a picture that has such a channel.
  assert.equal(chosenBits(data, { bits: "G" }), planes[0]);
  assert.equal(chosenBits({ planes: null }, { bits: "R" }), null);
  assert.deepEqual(bitsFrom({ pictures: ["p", "e"] }, null), { addresses: ["p", "e"], band: 0 });
  assert.deepEqual(addressesOf(data), ["p", "e", "r", "pc", "ec", "rc", "ap", "ae", "ar"]);
  assert.equal(settingsFrom({ bits: "alpha" }).bits, "alpha");
  assert.equal(settingsFrom({ bits: "Cb" }).bits, "index");
});

test("B steps through the channels, and what is said names the one that is seen", () => {
  assert.deepEqual(command({ key: "b" }, "canvas", "side"), ["bits", 1]);
  assert.deepEqual(command({ key: "B", shiftKey: true }, "canvas", "side"), ["bits", -1]);
  assert.equal(after(["a", "b", "c"], "c", 1), "a");
  assert.equal(after(["a", "b", "c"], "a", -1), "c");
  const bits = { levels: "red (R)" };
  const levels = { plain: 5, encrypted: 4 };
  const said = pixelSentence({ pixel: [1, 2] }, levels, { bits, levels: "brightness" });
  assert.equal(said, "Pixel x 1, y 2: red (R), plain 5 (00000101), encrypted 4 (00000100), difference 1");
  const look = { mode: "side", right: "encrypted", plane: 3 };
  assert.match(description({ summary: "", bits }, look), /Of every level of red \(R\), bit plane 3 is seen/);
});
