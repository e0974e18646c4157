// What is numbered in clean pictures, and how the pieces glide.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawGlide } from "../../explorer/canvas/glide.js";
import { drawMarks, numberedBlocks } from "../../explorer/canvas/marks.js";

const NONE = { plain: null, encrypted: null };
const CLEAN = { mode: "side", right: "encrypted", arrows: 0 };
const DATA = {
  overlay: { key: "none" }, numbered: [3, 0], match: [3, 2, 1, 0], grid: [2, 2], side: 10, origin: [0, 0], image: [20, 20],
};

test("matches are numbered as long as nothing else is asked for", () => {
  assert.deepEqual(numberedBlocks(DATA, CLEAN, NONE), [3, 0]);
  assert.deepEqual(numberedBlocks({ ...DATA, numbered: undefined }, CLEAN, NONE), []);
  for (const change of [{ arrows: 5 }, { mode: "difference" }, { right: "reassembled" }]) {
    assert.deepEqual(numberedBlocks(DATA, { ...CLEAN, ...change }, NONE), []);
  }
  assert.deepEqual(numberedBlocks({ ...DATA, overlay: { key: "sim_a" } }, CLEAN, NONE), []);
  assert.deepEqual(numberedBlocks(DATA, CLEAN, { ...NONE, plain: 1 }), []);
  assert.deepEqual(numberedBlocks(DATA, CLEAN, { ...NONE, encrypted: 1 }), []);
});

// A canvas that notes what is drawn on it.
function paper() {
  const drawn = [];
  const context = new Proxy({ drawn }, {
    get: (target, name) => target[name] ?? ((...given) => drawn.push([name, ...given])),
    set: (target, name, value) => (target[name] = value) !== undefined,
  });
  return { context, drawn };
}

globalThis.Path2D = class {
  rect() {}
  moveTo() {}
  lineTo() {}
};

test("each numbered match has a frame in both pictures, and a line where both are seen", () => {
  const place = (x) => ({ x, y: 0, w: 20, h: 20, scale: 1, frame: { x, y: 0, w: 20, h: 20 } });
  const pictures = { plain: place(0), encrypted: place(30) };
  const panels = ["plain", "encrypted"].map((name) => ({ name, clip: pictures[name].frame }));
  const scene = { numbered: [3, 0], data: DATA, panels, pictures, layout: { single: false }, font: "x" };
  const { context, drawn } = paper();
  drawMarks(context, scene);
  const numbers = drawn.filter(([name]) => name === "fillText").map(([, text]) => text);
  assert.deepEqual(numbers.sort(), ["1", "1", "2", "2"]);
  // Two strokes for each line and each frame: a bright one on a dark one.
  assert.equal(drawn.filter(([name]) => name === "stroke").length, 2 * (2 + 4));
  const single = paper();
  drawMarks(single.context, { ...scene, layout: { single: true } });
  assert.equal(single.drawn.filter(([name]) => name === "stroke").length, 2 * 4);
});

test("pieces start where they were found and end where they belong", () => {
  const source = { width: 40, height: 40 };
  const panel = { picture: { x: 100, y: 0, w: 20, h: 20, scale: 1 } };
  const places = (now) => {
    const { context, drawn } = paper();
    drawGlide(context, panel, source, DATA, now);
    return drawn.map(([, , ...numbers]) => numbers);
  };
  const [start, end] = [places(0), places(5000)];
  // Block 0 shows in block 3: taken from there in pixels of the source, which is twice as large.
  assert.deepEqual(start[0], [20, 20, 20, 20, 110, 10, 10, 10]);
  assert.deepEqual(end[0], [20, 20, 20, 20, 100, 0, 10, 10]);
  assert.deepEqual(end.map((numbers) => numbers.slice(4, 6)), [[100, 0], [110, 0], [100, 10], [110, 10]]);
  assert.deepEqual(places(Infinity), end); // while a slider moves
});
