// Where a component is built.

import assert from "node:assert/strict";
import { test } from "node:test";

import { mounting } from "../../explorer/widgets/mounting.js";

test("a component is built once in a place, and again where the page emptied it", () => {
  const place = () => {
    const held = new Set();
    return { held, contains: (element) => held.has(element) };
  };
  let built = 0;
  const viewIn = mounting((parent, data) => {
    built += 1;
    const element = { data };
    parent.held.add(element);
    return { element };
  });
  const [first, second] = [place(), place()];
  const view = viewIn(first, "a");
  assert.equal(viewIn(first, "b"), view);
  assert.equal(view.element.data, "a");
  assert.notEqual(viewIn(second, "b"), view);
  assert.equal(built, 2);
  first.held.clear();
  assert.notEqual(viewIn(first, "c"), view);
  assert.equal(built, 3);
});
