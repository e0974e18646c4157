// How pieces lie: the glyph of a turn, what is said, and the way back.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawGlide } from "../../explorer/canvas/glide.js";
import { LOOK } from "../../explorer/canvas/look.js";
import { drawGlyph, glyphSide, matrixOf, stateOf, undoing } from "../../explorer/canvas/turned.js";
import { note, rowShown, sentence } from "../../explorer/canvas/words.js";

const DATA = {
  grid: [1, 2], side: 10, origin: [0, 0], image: [20, 10], match: [1, 0], degree: [0.9, 0], contribution: [1, 0],
  as_alike: [0, 0], sim_a: [0, 0], sim_s: [0, 0], arrows: [0], overlay: { key: "degree" },
  row: { block: 0, values: null, order: [1], ranked: [0.9] },
  turned: { turn: [1, 0], negative: [true, false], lies: ["turned by 90° to the left, as a negative", "not turned"], vsi: "1.99" },
};

// A canvas that notes what is drawn on it, and lines that note their points.
function paper() {
  const drawn = [];
  const context = new Proxy({}, {
    get: (_, name) => (...given) => drawn.push([name, ...given]),
    set: (_, name, value) => drawn.push([name, value]) > 0,
  });
  return { context, drawn };
}

const lines = [];
globalThis.Path2D = class {
  moveTo(...point) { lines.push([point]); }
  lineTo(...point) { lines.at(-1).push(point); }
};

test("each of the eight turns has its own glyph, and is undone", () => {
  const seen = new Set();
  for (let turn = 0; turn < 8; turn += 1) {
    lines.length = 0;
    drawGlyph(paper().context, [0, 0], 100, { turn, negative: false });
    seen.add(JSON.stringify(lines));
    const [a, b, c, d] = matrixOf(turn);
    const [e, f, g, h] = matrixOf(undoing(turn));
    assert.deepEqual([e * a + g * b, f * a + h * b, e * c + g * d, f * c + h * d].map((v) => v + 0), [1, 0, 0, 1]);
  }
  assert.equal(seen.size, 8);
});

test("the glyph of a negative has a line more and other grounds, not another colour alone", () => {
  const grounds = [false, true].map((negative) => {
    lines.length = 0;
    const { context, drawn } = paper();
    drawGlyph(context, [0, 0], 18, { turn: 0, negative });
    return [lines.length, drawn.find(([name]) => name === "fillStyle")[1]];
  });
  assert.deepEqual(grounds, [[2, LOOK.turned.dark], [3, LOOK.turned.light]]);
  assert.ok(glyphSide(1) >= 11 && glyphSide(1000) === 18);
});

test("a piece glides from how it lies to how it belongs", () => {
  const source = { width: 20, height: 10 };
  const panel = { picture: { x: 0, y: 0, w: 20, h: 10, scale: 1 } };
  const { context, drawn } = paper();
  drawGlide(context, panel, source, DATA, 1e6);
  const turns = drawn.filter(([name]) => name === "transform").map(([, ...matrix]) => matrix.slice(0, 4));
  assert.deepEqual(turns, [matrixOf(undoing(1)), matrixOf(0)]);
  assert.deepEqual(drawn.filter(([name]) => name === "translate"), [["translate", 5, 5], ["translate", 15, 5]]);
  // Made negative once: the other piece is as it was.
  assert.equal(drawn.filter(([name]) => name === "fillRect").length, 1);
});

test("it is said how a piece lies and of which search the numbers are", () => {
  const focus = (plain) => ({ plain, encrypted: null, target: DATA.match[plain], rank: 1 });
  assert.match(sentence(DATA, focus(0)), /turned by 90° to the left, as a negative\. Recognizable degree 0\.900 in the search over turned pieces/);
  assert.match(sentence(DATA, focus(1)), /not found again in any turn/);
  const look = { mode: "side", right: "encrypted", arrows: 20 };
  assert.match(note(DATA, look), /An F shows how .* VSI 1\.99 in this search\. The number at the top is the paper's\./);
  assert.doesNotMatch(note({ ...DATA, turned: null }, look), /turned|An F/);
  assert.equal(rowShown({ ...DATA, maps: null, planes: null }, look), false);
  assert.deepEqual(stateOf(DATA, 0), { turn: 1, negative: true });
  assert.equal(stateOf({}, 0), null);
});
