import assert from "node:assert/strict";
import { test } from "node:test";

import { called, folded, search } from "../src/names.js";
import { tiny } from "./tiny.js";

const labels = (/** @type {string} */ typed) =>
  search(tiny.things.values(), typed).map(({ thing }) => thing.label);

test("names are compared without case, blanks, dots, hyphens and underscores", () => {
  assert.equal(folded(" Jinja-2_x.Y"), folded("JINJA 2XY"));
});

test("whole names come before beginnings, and these before parts", () => {
  assert.deepEqual(labels("above"), ["Above", "Old.Above"]);
  assert.deepEqual(
    labels("e"),
    ["Above", "Below", "Beside", "Lonely", "Middle", "Old.Above"].filter((name) => /e/i.test(name)),
  );
});

test("an alias and the beginning of a word are found", () => {
  assert.deepEqual(labels("centre piece"), ["Middle"]);
  assert.deepEqual(labels("piece"), ["Middle"]);
  assert.equal(search(tiny.things.values(), "piece")[0].name, "Centre.Piece");
});

test("blanks alone and unknown names find nothing", () => {
  assert.deepEqual(labels(" . "), []);
  assert.deepEqual(labels("nowhere"), []);
});

test("a thing is called by its path, its slug, its label and its aliases only", () => {
  for (const name of ["software/middle", "middle", "MIDDLE", "centrepiece"])
    assert.equal(called(tiny.things, name), "software/middle");
  assert.equal(called(tiny.things, "midd"), "");
});
