import assert from "node:assert/strict";
import { test } from "node:test";

import { count, nearby, ways } from "../src/ways.js";
import { counted } from "../src/words.js";
import { tiny } from "./tiny.js";

/** @param {string} start @param {string} end */
function told(start, end) {
  return ways(tiny.edges, `software/${start}`, `software/${end}`).map(({ edges }) =>
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

/** @param {string} from @param {string} to */
function edge(from, to) {
  return { id: from + to, from, to, relation: "r", label: "r", family: "other", evidence: [] };
}

test("all shortest ways are found, and none that is longer", () => {
  const edges = ["ab", "ac", "bd", "cd", "de", "ax", "xy", "ye"].map(([from, to]) => edge(from, to));
  const steps = ways([...edges, edge("a", "d2"), edge("d2", "d3")], "a", "e");
  assert.deepEqual(
    steps.map((step) => step.edges.map(({ id }) => id)),
    [
      ["ab", "ac", "ax"],
      ["bd", "cd", "xy"],
      ["de", "ye"],
    ],
  );
  assert.equal(count(steps), 3);
  assert.equal(count([]), 0);
  assert.equal(counted(count(steps), "shortest way"), "3 shortest ways");
  assert.equal(counted(2, "category"), "2 categories");
});

test("two relations between the same things are one way", () => {
  const steps = ways([edge("a", "b"), { ...edge("a", "b"), id: "other" }], "a", "b");
  assert.equal(steps[0].edges.length, 2);
  assert.equal(count(steps), 1);
});

test("a way along goes before a shorter one that turns", () => {
  const edges = [edge("a", "x"), edge("b", "x"), edge("a", "c"), edge("c", "d"), edge("d", "b")];
  assert.deepEqual(
    ways(edges, "a", "b").flatMap(({ fars }) => fars),
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
