// Keys, settings and what is said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { wheelFactor } from "../../explorer/canvas/gestures.js";
import { HELP, command } from "../../explorer/canvas/keys.js";
import { MODES, START, ranged, rounded, settingsFrom } from "../../explorer/canvas/settings.js";
import {
  description, legend, note, pixelSentence, rowShown, sentence, zoomWords,
} from "../../explorer/canvas/words.js";

const DATA = {
  grid: [2, 2],
  match: [3, 3, 0, 3],
  as_alike: [0, 1, 3, 0],
  degree: [0.9, 0.5, 0.2, 0],
  contribution: [0.5, 0.3, 0.2, 0],
  weight: [1, 1, 1, 0],
  sim_a: [0.9, 0.5, 0.2, 0.1],
  sim_s: [1, 1, 1, 0],
  arrows: [0, 1, 2],
  overlay: { title: "Contribution", reading: "Bright is much.", written: { fixed: ["0.0 %", "50.0 %"] } },
  row: {
    block: 0, name: "sim", values: [0.1, 0.2, 0.7, 0.9], low: 0.1, high: 0.9,
    order: [3, 2, 1, 0], ranked: [0.9, 0.7, 0.2, 0.1],
  },
  maps: null,
  summary: "Two pictures.",
};
const NONE = { plain: null, encrypted: null, target: null, rank: 1 };

const press = (key, more = {}) => ({ key, ...more });

test("letters set modes wherever the focus is, in either case", () => {
  for (const on of ["canvas", "part"]) {
    assert.deepEqual(command(press("w"), on, "side"), ["mode", "wipe"]);
    assert.deepEqual(command(press("W", { shiftKey: true }), on, "side"), ["mode", "wipe"]);
    assert.deepEqual(command(press("f"), on, "side"), ["flip"]);
    assert.deepEqual(command(press("+", { shiftKey: true }), on, "side"), ["step", 1]);
    assert.deepEqual(command(press("0"), on, "side"), ["zoom", 0]);
  }
});

test("O asks for the next overlay, with Shift for the one before", () => {
  assert.deepEqual(command(press("o"), "canvas", "side"), ["overlay", 1]);
  assert.deepEqual(command(press("O", { shiftKey: true }), "part", "flip"), ["overlay", -1]);
});

test("keys of the browser, of a slider and of a button stay theirs", () => {
  assert.equal(command(press("f", { ctrlKey: true }), "canvas", "side"), null);
  assert.equal(command(press("r", { metaKey: true }), "canvas", "side"), null);
  assert.equal(command(press("ArrowLeft"), "part", "side"), null);
  assert.equal(command(press(" "), "part", "flip"), null);
  for (const key of ["Tab", "Enter", "Home", "PageDown", "toString", "x"]) {
    assert.equal(command(press(key), "canvas", "flip"), null, key);
  }
});

test("space flips only where something is flipped, and scrolls else", () => {
  assert.deepEqual(command(press(" "), "canvas", "flip"), ["flip"]);
  assert.equal(command(press(" "), "canvas", "side"), null);
});

test("arrows walk, and with shift move the picture with the eye", () => {
  assert.deepEqual(command(press("ArrowUp"), "canvas", "side"), ["walk", "ArrowUp"]);
  const [name, [dx, dy]] = command(press("ArrowRight", { shiftKey: true }), "canvas", "side");
  assert.equal(name, "pan");
  assert.ok(dx < 0 && dy === 0);
});

test("the help names every letter that does something", () => {
  const named = HELP.map(([keys]) => keys).join(" ");
  for (const key of ["S", "W", "F", "D", "R", "+", "−", "0", "1", "[", "]", ",", ".", "Escape"]) {
    assert.ok(named.includes(key), key);
    assert.ok(command(press(key), "canvas", "side"), key);
  }
});

test("settings from outside are taken where they are sound", () => {
  assert.deepEqual(settingsFrom(), START);
  assert.deepEqual(settingsFrom(null, undefined, "text", 3), START);
  const given = { mode: "wipe", zoom: 4, x: 0.1, opacity: 0, arrows: 40, right: "reassembled" };
  assert.deepEqual(settingsFrom(given), { ...START, ...given });
  assert.deepEqual(
    settingsFrom({
      mode: "constructor", right: "", zoom: -1, x: 2, y: NaN, wipe: "0.5", opacity: Infinity, arrows: -3,
    }),
    START,
  );
  assert.equal(settingsFrom({ opacity: 0.2 }, { opacity: 0.4 }).opacity, 0.4);
  assert.deepEqual(Object.keys(MODES), ["side", "wipe", "flip", "difference"]);
});

test("an overlay's colours run over 0 to 1, or over the values of the pair where there is a choice", () => {
  const ranges = { fixed: [0, 1], pair: [0.4, 0.7] };
  const ends = (overlay, range) => {
    const { low, high } = ranged(overlay, { range });
    return [low, high];
  };
  assert.deepEqual(ends({ low: 0, high: 1, ranges }, "pair"), [0.4, 0.7]);
  assert.deepEqual(ends({ low: 0, high: 1, ranges }, "fixed"), [0, 1]);
  assert.deepEqual(ends({ low: 0, high: 0.03, ranges: null }, "pair"), [0, 0.03]);
  assert.equal(settingsFrom({ range: "pair" }).range, "pair");
  assert.equal(settingsFrom({ range: "constructor" }).range, "fixed");
  const data = { ...DATA, row: null, overlay: { ...DATA.overlay, ranges, written: { fixed: ["0", "1"], pair: ["0.40", "0.70"] } } };
  const looks = { mode: "side", right: "encrypted" };
  assert.match(legend(data, { ...looks, range: "pair" }).reading, / values of this pair alone\.$/);
  assert.doesNotMatch(legend(data, { ...looks, range: "fixed" }).reading, /alone/);
  assert.doesNotMatch(legend(DATA, { ...looks, range: "pair" }).reading, /alone/);
});

test("what is reported has few digits", () => {
  assert.deepEqual(rounded({ mode: "side", x: 0.123456789, zoom: 2 / 3 }), {
    mode: "side", x: 0.1235, zoom: 0.6667,
  });
});

test("the wheel zooms in when it turns away, as far back as forth, and never wildly", () => {
  assert.ok(wheelFactor({ deltaY: -100, deltaMode: 0 }) > 1);
  const there = wheelFactor({ deltaY: -100, deltaMode: 0 });
  assert.ok(Math.abs(there * wheelFactor({ deltaY: 100, deltaMode: 0 }) - 1) < 1e-12);
  assert.ok(wheelFactor({ deltaY: -1e9, deltaMode: 0 }) < 2);
  assert.ok(wheelFactor({ deltaY: -1e9, deltaMode: 0, ctrlKey: true }) < 2);
  assert.equal(wheelFactor({ deltaY: 3, deltaMode: 1 }), wheelFactor({ deltaY: 48, deltaMode: 0 }));
});

test("sentences tell a block's numbers, its rank, and what to do where none is in focus", () => {
  assert.equal(sentence(DATA, NONE), "Point at any block to see where it went. Click to keep it.");
  assert.match(sentence(DATA, NONE, { touch: true }), /^Tap any block/);
  assert.match(sentence(DATA, NONE, { numbered: 1 }), /^Strong matches: the same number [^.]+\. Point at any block/);
  assert.match(
    sentence(DATA, { ...NONE, plain: 0, target: 3 }),
    /^Block at row 1, column 1 is found again at row 2, column 2\. Recognizable degree 0\.900: appearance 0\.900, structure 1\.000\. 50\.0 % of the score\.$/,
  );
  assert.match(sentence(DATA, { ...NONE, plain: 1, target: 3 }), /column 2 \(1 more is as alike\)\. /);
  assert.match(sentence(DATA, { ...NONE, plain: 2, target: 0 }), /column 1 \(3 more are as alike\)\. /);
  assert.match(sentence(DATA, { ...NONE, plain: 3, target: 3 }), /not found again, since no match counts\. The one that looks most alike is in its own place, with appearance 0\.100/);
  assert.match(
    sentence(DATA, { ...NONE, plain: 0, target: 2, rank: 2 }),
    /match number 2 is at row 2, column 1, with a similarity of 0\.700\. The best has 0\.900\.$/,
  );
  const landed = (encrypted, pin = null) => sentence(DATA, { ...NONE, encrypted, pin });
  assert.match(landed(3), /best match of 2 plain blocks\. Click to keep one after the other\.$/);
  assert.match(landed(3, 1), /best match of 2 plain blocks, one of which is kept\. Click for the next\.$/);
  assert.match(landed(0), /best match of 1 plain block\. Click to keep it\.$/);
  assert.match(landed(0, 2), /best match of 1 plain block, which is kept\.$/);
  assert.match(landed(1), /row 1, column 2: no plain block has its best match here\.$/);
});

test("a pixel's levels are told as far as they are known", () => {
  const hover = { pixel: [3, 9] };
  assert.equal(
    pixelSentence(hover, { plain: 10, encrypted: 200 }),
    "Pixel x 3, y 9: plain 10, encrypted 200, difference 190",
  );
  assert.equal(pixelSentence(hover, { plain: 10 }), "Pixel x 3, y 9: plain 10");
  assert.equal(pixelSentence(null, {}), "");
});

test("the legend is that of what is painted", () => {
  const side = legend(DATA, { mode: "side", right: "encrypted" });
  assert.deepEqual([side.title, side.low, side.high], ["Contribution", "0.0 %", "50.0 %"]);
  assert.match(side.reading, /sim of the pinned block with every encrypted block/);
  const difference = legend(DATA, {
    mode: "difference", right: "reassembled", difference: { mean: 12.34, equal: 0.5 },
  });
  assert.equal(difference.title, "Absolute difference |P − R|");
  assert.deepEqual([difference.low, difference.high], ["0", "255"]);
  assert.match(
    difference.reading,
    /On average 12\.3 levels\. Equal at 50\.0 % of the pixels of matches \(hatched blocks count 0\)\.$/,
  );
  const hidden = legend(DATA, {
    mode: "difference", right: "encrypted", difference: { mean: 12.34, equal: 0.5 },
  });
  assert.match(hidden.reading, /Equal at 50\.0 % of the pixels\.$/);
});

test("the legend counts the blocks that stand out as they are", () => {
  const side = (values) => {
    const row = { ...DATA.row, values, low: Math.min(...values), high: Math.max(...values) };
    return legend({ ...DATA, row }, { mode: "side", right: "encrypted" }).reading;
  };
  assert.match(side([0.9, 0, 0, 0]), /encrypted block, where the most alike stands out\.$/);
  assert.match(side([0.9, 0.5, 0, 0]), /, where the 2 most alike stand out\.$/);
  assert.match(side([0.9, 0.9, 0.9, 0.9]), /, where all stand out\.$/);
  assert.match(side([0, 0, 0, 0]), /, where none is alike\.$/);
});

test("a note says what arrows and the reassembled picture are", () => {
  const looks = { mode: "side", right: "encrypted", arrows: 20 };
  assert.match(note(DATA, looks), /^Arrows: from the 3 blocks .* matches\. The wider/);
  assert.match(note(DATA, { ...looks, mode: "wipe" }), /a ring, where/);
  assert.match(note(DATA, { ...looks, right: "reassembled" }), /^Reassembled: /);
  assert.equal(note(DATA, { ...looks, arrows: 0 }), "");
  const one = { ...DATA, arrows: [0] };
  assert.equal(note(one, looks), "Arrow: from the block that contributes most to its best match.");
  assert.equal(note(DATA, { ...looks, mode: "difference" }), "");
});

test("the row of similarities is painted on the encrypted picture alone", () => {
  assert.equal(rowShown(DATA, { mode: "wipe", right: "encrypted" }), true);
  assert.equal(rowShown(DATA, { mode: "side", right: "reassembled" }), false);
  assert.equal(rowShown(DATA, { mode: "difference", right: "encrypted" }), false);
  assert.equal(rowShown({ ...DATA, maps: ["a", "b"] }, { mode: "side", right: "encrypted" }), false);
  assert.equal(rowShown({ ...DATA, row: null }, { mode: "side", right: "encrypted" }), false);
});

test("the spoken description says how the pictures are seen", () => {
  assert.match(description(DATA, { mode: "side", right: "encrypted" }), /^Two pictures\. Arrow keys/);
  assert.match(description(DATA, { mode: "flip", right: "encrypted", flipped: true }), /the encrypted picture/);
  assert.match(description(DATA, { mode: "difference", right: "reassembled" }), /plain and reassembled/);
});

test("a zoom is told in percent of 1:1", () => {
  assert.equal(zoomWords(0.93, true), "Fit, 93 %");
  assert.equal(zoomWords(1, false), "100 %");
  assert.equal(zoomWords(0.061, false), "6.1 %");
});
