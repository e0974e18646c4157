// Pictures in the colours of their files, or as the index sees them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { anyColour } from "../../explorer/widgets/compare_view.js";
import { HELP, command } from "../../explorer/canvas/keys.js";
import { levelsAt, printLevels } from "../../explorer/canvas/pixels.js";
import { shownPictures } from "../../explorer/canvas/scene.js";
import { SHOWN, START, settingsFrom } from "../../explorer/canvas/settings.js";
import { description, legend, pixelSentence, shownWords } from "../../explorer/canvas/words.js";

const DATA = {
  pictures: ["p", "e", "r"],
  coloured: ["pc", "e", "r"],
  levels: "blue difference (Cb)",
  summary: "Two pictures.",
  overlay: { title: "EM", reading: "Bright is steep.", written: { fixed: ["0.00", "1.00"] } },
  maps: ["a", "b"],
};

test("a picture is in colour where that is wanted and there is any", () => {
  assert.deepEqual(shownPictures(DATA, { shown: "colour" }), ["pc", "e", "r"]);
  assert.deepEqual(shownPictures(DATA, { shown: "index" }), ["p", "e", "r"]);
  assert.deepEqual(shownPictures({ ...DATA, coloured: null }, { shown: "colour" }), ["p", "e", "r"]);
});

test("colours come first, and only what is known is taken from a link", () => {
  assert.equal(START.shown, "colour");
  assert.deepEqual(Object.keys(SHOWN), ["colour", "index"]);
  assert.equal(settingsFrom({ shown: "index" }).shown, "index");
  assert.equal(settingsFrom({ shown: "toString" }).shown, "colour");
});

test("C changes between both, and the help says so", () => {
  assert.deepEqual(command({ key: "c" }, "canvas", "side"), ["recolour"]);
  assert.equal(command({ key: "c", ctrlKey: true }, "canvas", "side"), null);
  assert.ok(HELP.some(([keys]) => keys === "C"));
});

test("it is said of which levels edges, bits and differences are", () => {
  const looks = { mode: "side", right: "encrypted" };
  const of = / Of blue difference \(Cb\) alone: that is what the index sees\.$/;
  assert.match(legend(DATA, looks).reading, of);
  assert.match(legend({ ...DATA, maps: null }, { ...looks, mode: "difference" }).reading, of);
  // Of bits, that is said with their channel.
  const bits = { levels: "red (R)", reading: " Of red (R) alone." };
  assert.equal(legend({ ...DATA, maps: null, bits }, looks).reading, "Bright is steep. Of red (R) alone.");
  assert.match(legend({ ...DATA, maps: null, bits }, { ...looks, mode: "difference" }).reading, / Of red \(R\) alone\.$/);
  // What is painted on blocks needs no word, nor do grey pictures.
  assert.equal(legend({ ...DATA, maps: null }, looks).reading, "Bright is steep.");
  assert.equal(legend({ ...DATA, levels: "" }, looks).reading, "Bright is steep.");
});

test("a pixel's levels are those of the channel", () => {
  const hover = { pixel: [3, 4] };
  const levels = { plain: 128, encrypted: 120 };
  const said = "plain 128, encrypted 120, difference 8";
  assert.equal(pixelSentence(hover, levels, DATA), `Pixel x 3, y 4: blue difference (Cb), ${said}`);
  assert.equal(pixelSentence(hover, levels, { levels: "" }), `Pixel x 3, y 4: ${said}`);
});

test("how the pictures are shown is part of their description", () => {
  assert.equal(shownWords(DATA, { shown: "colour" }), "Shown in the colours of the files. The index is given blue difference (Cb) alone.");
  assert.equal(shownWords(DATA, { shown: "index" }), "Shown as the index sees them: blue difference (Cb) alone.");
  const looks = { mode: "side", right: "encrypted", flipped: false, shown: "index" };
  assert.match(description(DATA, looks), /^Two pictures\. Shown as the index sees them/);
  assert.doesNotMatch(description({ ...DATA, coloured: null }, looks), /Shown/);
  assert.doesNotMatch(description(DATA, { ...looks, mode: "difference" }), /Shown/);
});

test("nobody's picture is asked for before its levels are read", () => {
  const never = () => assert.fail("asked for");
  assert.deepEqual(levelsAt(null, { plain: never }, {}), {});
  printLevels(null, { picture: { scale: 1 } }, never, [8, 8]);
  assert.deepEqual(levelsAt({ pixel: [0, 0] }, { plain: () => [undefined] }, {}), {});
});

test("Compare has a switch where a picture has another file in colour", () => {
  assert.ok(anyColour([{ picture: "p", coloured: "pc" }, { picture: "e", coloured: "e" }]));
  assert.ok(!anyColour([{ picture: "p", coloured: "p" }]));
});
