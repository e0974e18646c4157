// Which role files take.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hasFiles, rolesOf } from "../../explorer/widgets/files.js";

test("a file takes the role of the half it is dropped on, a second one the other", () => {
  assert.deepEqual(rolesOf(["a"], "encrypted"), { encrypted: "a" });
  assert.deepEqual(rolesOf(["a", "b", "c"], "plain"), { plain: "a", encrypted: "b" });
  assert.deepEqual(rolesOf(["a", "b"], "encrypted"), { encrypted: "a", plain: "b" });
  assert.deepEqual(rolesOf([], "plain"), {});
});

test("a text that is dragged is no file", () => {
  assert.equal(hasFiles({ types: ["text/plain", "text/html"] }), false);
  assert.equal(hasFiles({ types: ["text/plain", "Files"] }), true);
  assert.equal(hasFiles(null), false);
});
