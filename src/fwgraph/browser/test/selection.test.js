import assert from "node:assert/strict";
import { test } from "node:test";

import { relations, shortened } from "../src/families.js";
import { hidden, isolated, known, selected } from "../src/selection.js";
import { Model } from "../src/model.js";
import { parse } from "../src/state.js";
import { fileAddress, summary } from "../src/words.js";
import { tiny } from "./tiny.js";

/** @param {string} address */
function shown(address) {
  const state = known(tiny, parse(address));
  const selection = selected(tiny, state);
  return {
    labels: selection.things.map(({ label }) => label),
    said: summary(tiny, state, selection),
    state,
    selection,
  };
}

test("everything is shown at first", () => {
  assert.equal(shown("").said, "6 things, 4 relations");
});

test("a focus shows what is around it, and filters narrow that", () => {
  assert.deepEqual(shown("#focus=software/below").labels, ["Below", "Middle"]);
  assert.deepEqual(shown("#focus=software/below&depth=2").labels, ["Above", "Below", "Beside", "Middle"]);
  assert.deepEqual(shown("#focus=software/middle&kind=template engine").labels, ["Below", "Middle"]);
  assert.deepEqual(shown("#focus=software/middle&relation=uses").labels, ["Below", "Middle"]);
});

test("a filter shows what fits and what that leads to", () => {
  assert.equal(shown("#kind=template engine").said, "1 thing and 1 neighbour, 1 relation");
  assert.deepEqual(shown("#kind=template engine").labels, ["Below", "Middle"]);
});

test("with relations chosen, things without any are left out", () => {
  assert.deepEqual(shown("#relation=descent").labels, ["Above", "Old.Above"]);
});

test("a category counts in the chosen edition", () => {
  assert.deepEqual(shown("#category=Gone").labels, ["Old.Above", "Above"]);
  assert.deepEqual(shown("#category=Popular&edition=two&relation=uses").labels, ["Middle", "Below"]);
});

test("words narrow by name", () => {
  assert.deepEqual(shown("#q=lonely").labels, ["Lonely"]);
});

test("a way shows its steps, or says that there is none", () => {
  assert.equal(shown("#from=above&to=below").said, "2 steps from Above to Below");
  assert.equal(shown("#from=above&to=lonely").said, "No way leads from Above to Lonely.");
  assert.equal(
    shown("#from=above&to=below&relation=uses").said,
    "No way leads from Above to Below by the chosen relations.",
  );
});

test("what the filters hide of a thing is counted", () => {
  const concealed = (/** @type {string} */ address) => {
    const { state, selection } = shown(address);
    return hidden(tiny, state, selection);
  };
  assert.equal(concealed("#focus=middle&relation=uses"), 2);
  assert.equal(concealed("#relation=descent&thing=above"), 1);
  assert.equal(concealed("#focus=middle"), 0);
  assert.equal(concealed("#relation=descent"), 0);
});

test("what stands alone is named", () => {
  assert.deepEqual(
    isolated(shown("").selection).map(({ label }) => label),
    ["Lonely"],
  );
  assert.equal(shown("#focus=lonely").said, "Lonely stands alone: no source relates it to anything.");
});

test("a phrase leads to the line of a file, and of nothing else", () => {
  const address = (/** @type {string} */ path, /** @type {number | null} */ line) => {
    const source = { path: "document/d", date: "", address: path, rank: 1 };
    const model = new Model({ ...tiny.source, sources: [source] });
    return fileAddress(model, { quote: null, source: "d", sourcePath: "document/d", line });
  };
  const file = "https://git.example.org/o/r/blob/1a/setup.py";
  assert.equal(address(file, 321), `${file}#L321`);
  assert.equal(address(file, null), file);
  assert.equal(address("https://git.example.org/o/r/blob/1a/CHANGES.rst", 3), "https://git.example.org/o/r/blob/1a/CHANGES.rst?plain=1#L3");
  assert.equal(address("https://example.org/news", 3), "https://example.org/news");
  assert.equal(address("", 3), "");
});

test("names in an address stand for paths, unknown ones for nothing", () => {
  const { state } = shown(
    "#focus=centre piece&thing=nobody&relation=uses,builtOn,madeUp&kind=none&edition=three",
  );
  assert.equal(state.focus, "software/middle");
  assert.equal(state.thing, "");
  assert.deepEqual([state.relation, state.kind, state.edition], [["dependence"], [], ""]);
});

test("a family's name stands for its relations, and all of them for none", () => {
  assert.deepEqual(relations(tiny, ["dependence"]), ["builtOn", "uses"]);
  assert.deepEqual(shortened(tiny, ["builtOn", "uses"]), ["dependence"]);
  assert.deepEqual(shortened(tiny, ["uses", "forkOf"]), ["uses", "descent"]);
  assert.deepEqual(shortened(tiny, ["builtOn", "uses", "forkOf"]), []);
});

test("a relation without an edge is not offered", () => {
  assert.ok(!tiny.relations.has("resembles"));
});
