import assert from "node:assert/strict";
import { test } from "node:test";

import { nearby, way } from "../src/ways.js";
import { tiny } from "./tiny.js";

/** @param {string} start @param {string} end */
function told(start, end) {
  return way(tiny.edges, `software/${start}`, `software/${end}`).map(({ edges }) =>
    edges.map(({ id }) => id.replaceAll("software/", "")),
  );
}

test("a way goes along the relations where it can", () => {
  assert.deepEqual(told("above", "below"), [["above builtOn middle"], ["middle uses below"]]);
});

test("else it goes against them", () => {
  assert.deepEqual(told("below", "above"), [["middle uses below"], ["above builtOn middle"]]);
});

test("else it turns", () => {
  assert.deepEqual(told("above", "beside"), [["above builtOn middle"], ["beside builtOn middle"]]);
});

test("a way along goes before a shorter one that turns", () => {
  const edge = (/** @type {string} */ from, /** @type {string} */ to) => ({
    id: from + to,
    from,
    to,
    relation: "r",
    label: "r",
    family: "other",
    evidence: [],
  });
  const edges = [edge("a", "x"), edge("b", "x"), edge("a", "c"), edge("c", "d"), edge("d", "b")];
  assert.deepEqual(
    way(edges, "a", "b").map(({ far }) => far),
    ["c", "d", "b"],
  );
});

test("there may be no way, and none is needed to stay", () => {
  assert.deepEqual(told("above", "lonely"), []);
  assert.deepEqual(told("above", "above"), []);
});

test("nearby counts steps in both directions, up to a limit", () => {
  const found = nearby(tiny.edges, "software/below", 2);
  assert.deepEqual(
    [...found],
    [
      ["software/below", 0],
      ["software/middle", 1],
      ["software/above", 2],
      ["software/beside", 2],
    ],
  );
});
