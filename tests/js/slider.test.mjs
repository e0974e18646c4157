// What a slider moves over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { scaleOf } from "../../explorer/widgets/live_slider.js";

test("every side of a block is reached, and the paper's keeps the paper's alpha", () => {
  for (const shorter of [32, 300, 427, 512, 1023, 4096]) {
    const { place, value } = scaleOf({ shorter, default: 0.1, low: 0.02 });
    for (let side = place(0.02); side <= place(0.5); side += 1) {
      const alpha = value(side);
      assert.equal(place(alpha), side);
      assert.equal(alpha, Number(alpha.toFixed(4)));
      assert.ok(alpha >= 0.02 && alpha <= 0.5);
    }
    assert.equal(value(place(0.1)), 0.1);
  }
  // An alpha of a link stays as it is, until the slider is moved.
  const linked = scaleOf({ shorter: 512, default: 0.1, value: 0.1234 });
  assert.equal(linked.value(linked.place(0.1234)), 0.1234);
});

test("other sliders move over their values", () => {
  const { place, value } = scaleOf({ shorter: null, default: 5 });
  assert.equal(value(place(2.25)), 2.25);
});
