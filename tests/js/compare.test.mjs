// The table and the pictures of Compare, as far as they are pure.

import assert from "node:assert/strict";
import test from "node:test";

import { palette, short, valueOf } from "../../explorer/canvas/compare_map.js";
import { noteOf } from "../../explorer/canvas/compare_panel.js";
import { order } from "../../explorer/widgets/compare_table.js";
import { columnsFor } from "../../explorer/widgets/compare_view.js";

const heads = [{ key: "lss" }, { key: "psnr" }];
const row = (number, lss, psnr, spread) => ({
  number,
  spread: { order: spread },
  cells: [{ order: lss }, { order: psnr }],
});
const rows = [row(1, 3, 1, 2), row(2, 1.5, null, 0.5), row(3, 1.5, 2, 0.5)];
const numbers = (sort) => order(rows, heads, sort).map(({ number }) => number);

test("rows are sorted by what leaks most, ties as added, and what waits is last", () => {
  assert.deepEqual(numbers("added"), [1, 2, 3]);
  assert.deepEqual(numbers("-added"), [3, 2, 1]);
  assert.deepEqual(numbers("lss"), [2, 3, 1]);
  assert.deepEqual(numbers("-lss"), [1, 2, 3]);
  assert.deepEqual(numbers("psnr"), [1, 3, 2]);
  assert.deepEqual(numbers("-psnr"), [3, 1, 2]);
  assert.deepEqual(numbers("spread"), [1, 2, 3]);
});

test("pictures fill as few rows as there is room for, evenly, and one column on a phone", () => {
  const wide = [3, 4, 5, 6, 7, 8, 9].map((count) => columnsFor(count, 970, 12));
  assert.deepEqual(wide, [3, 4, 3, 3, 4, 4, 3]);
  assert.equal(columnsFor(9, 358, 12), 1);
  assert.equal(columnsFor(3, 100, 12), 1);
});

const legend = { low: 0, high: 4, categories: [], above: true, below: false };
const colours = [[0, 0, 0], [255, 255, 255]];

test("levels of files with scales of their own get colours of one scale", () => {
  assert.equal(valueOf(255, { low: -1, high: 1 }), 1);
  const narrow = palette({ low: 0, high: 1 }, legend, colours);
  const wide = palette({ low: 0, high: 4 }, legend, colours);
  assert.deepEqual(narrow[255], wide[64].map(() => 64));
  assert.deepEqual(wide[255], [255, 255, 255]);
});

test("kinds have their own colours, and some none", () => {
  const kinds = [{ name: "none", colour: null }, { name: "both", colour: [1, 2, 3] }];
  const table = palette({ low: 0, high: 1 }, { ...legend, categories: kinds }, colours);
  assert.equal(table[0], null);
  assert.deepEqual(table[255], [1, 2, 3]);
});

test("a value is told as finely as its levels are apart", () => {
  assert.equal(short(0.123456, { low: 0, high: 1 }), "0.12");
  assert.equal(short(-2.5, { low: -3, high: 3 }), "−2.50");
  assert.equal(short(1234.5, { low: 0, high: 4096 }), "1235");
  assert.equal(short(0.0123456, { low: 0, high: 0.05 }), "0.0123");
});

const data = { grid: [2, 3] };
const panel = { note: "PSNR 7", remark: "Overlap: 0.1", match: [4, 1, 2, 0, 0, 0], degree: [0.5, 1, 0, 0, 0, 0] };

test("what is said under a picture is of the block in focus, and else the score", () => {
  const said = (focus, value = "") => noteOf(panel, 1, { data, focus, value });
  assert.equal(said(null), "PSNR 7, Overlap: 0.1");
  assert.equal(said(0), "RD 0.50, at row 2, column 2");
  assert.equal(said(1, "0.25"), "RD 1.00, in its place, map 0.25");
  assert.equal(said(2), "RD 0, found nowhere");
  assert.equal(noteOf({ ...panel, match: null }, 1, { data, focus: 0, value: "" }), "PSNR 7");
  assert.equal(noteOf(panel, 0, { data, focus: 5, value: "" }), "row 2, column 3");
});
