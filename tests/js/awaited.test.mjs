// HTML that takes a while, as its server gives it.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { setImmediate } from "node:timers";

import { awaiting } from "../../explorer/widgets/awaited.js";

let shown, answers;

// Time passes only where a test says so: a busy machine changes nothing.
mock.timers.enable({ apis: ["setTimeout"] });

beforeEach(() => {
  shown = [];
  answers = { ok: true, text: async () => "<p>found</p>" };
  globalThis.document = {
    baseURI: "http://here/",
    createElement: () => ({ innerHTML: "", querySelectorAll: () => [] }),
  };
  globalThis.fetch = async (address, { signal }) => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (signal.aborted) throw new Error("aborted");
    return { ...answers, address };
  };
});

const awaited = () =>
  awaiting({
    show: (content, html, address) => shown.push([content.innerHTML, html, address]),
    fail: () => shown.push("failed"),
  });

async function pass(milliseconds) {
  for (let passed = 0; passed < milliseconds; passed += 1) {
    mock.timers.tick(1);
    await new Promise(setImmediate); // what a timer has begun comes to its next wait
  }
}

test("what was asked for is shown when it is there", async () => {
  awaited().start("pictures/one.txt", 0);
  await pass(40);
  assert.deepEqual(shown, [["<p>found</p>", "<p>found</p>", "pictures/one.txt"]]);
});

test("what nobody waits for any more is not shown, before and after it is asked for", async () => {
  for (const wait of [0, 3]) {
    const one = awaited();
    one.start("pictures/one.txt", wait);
    await pass(2);
    one.stop();
  }
  await pass(40);
  assert.deepEqual(shown, []);
});

test("that there is none is said once", async () => {
  answers.ok = false;
  awaited().start("pictures/gone.txt", 0);
  await pass(40);
  assert.deepEqual(shown, ["failed"]);
});
