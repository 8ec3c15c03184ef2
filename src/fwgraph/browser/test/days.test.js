import assert from "node:assert/strict";
import { test } from "node:test";

import { isDay, turns } from "../src/days.js";
import { Model } from "../src/model.js";
import { tiny } from "./tiny.js";

/**
 * @param {string} source
 * @param {{since?: string, until?: string}} [more]
 */
function said(source, more = {}) {
  return { quote: "so", source, sourcePath: `document/${source}`, line: 1, ...more };
}

/** @param {Partial<import("../src/model.js").Written>} more */
function edge(more) {
  return { from: "software/above", to: "software/below", relation: "uses", evidence: [], ...more };
}

const [author, list] = [
  { path: "document/author", date: "2010-01-01", address: "", rank: 1 },
  { path: "document/list", date: "2015-01-01", address: "", rank: 3 },
];
const OLD = { path: "document/old", date: "2005-01-01", address: "", rank: 3 };

/**
 * Returns the relations of a graph of these edges on a day.
 * @param {import("../src/model.js").Written[]} edges
 * @param {string} day
 */
function on(edges, day) {
  const source = { ...tiny.source, day: "2020-01-01", edges: [], former: edges, sources: [author, list, OLD] };
  return new Model(source).on(day).edges.map(({ relation, evidence }) => `${relation} ${evidence.length}`);
}

test("a claim counts from its source's day", () => {
  const edges = [edge({ evidence: [said("list")] })];
  assert.deepEqual(on(edges, "2014-12-31"), []);
  assert.deepEqual(on(edges, "2015-01-01"), ["uses 1"]);
});

test("or from the day that it says, up to the day that it says", () => {
  const edges = [edge({ evidence: [said("list", { since: "2001-05-01", until: "2003-12-31" })] })];
  assert.deepEqual(on(edges, "2001-05-01"), ["uses 1"]);
  assert.deepEqual(on(edges, "2003-12-31"), ["uses 1"]);
  assert.deepEqual(on(edges, "2004-01-01"), []);
  assert.deepEqual(turns({ ...tiny.source, edges, sources: [list], editions: [] }), ["2001-05-01", "2004-01-01"]);
});

test("the strongest voice decides, then the latest, then the denial", () => {
  const edges = [edge({ evidence: [said("old"), said("list")], denials: [said("author")] })];
  assert.deepEqual(on(edges, "2009-01-01"), ["uses 1"]);
  assert.deepEqual(on(edges, "2016-01-01"), []);
  const weak = [edge({ evidence: [said("author")], denials: [said("list")] })];
  assert.deepEqual(on(weak, "2016-01-01"), ["uses 1"]);
  const same = [edge({ evidence: [said("author")], denials: [said("author")] })];
  assert.deepEqual(on(same, "2016-01-01"), []);
});

test("nobody vouches for what has no day", () => {
  assert.deepEqual(on([edge({ evidence: [said("nobody")] })], "2016-01-01"), []);
});

test("where a relation stands, so does a broader one that was claimed", () => {
  const relations = tiny.source.relations.map((each) =>
    each.name === "builtOn" ? { ...each, broader: ["uses"] } : each,
  );
  const edges = [
    edge({ evidence: [said("old")], denials: [said("author")] }),
    edge({ relation: "builtOn", evidence: [said("list")] }),
  ];
  const source = { ...tiny.source, relations, edges, sources: [author, list, OLD] };
  const names = (/** @type {string} */ day) => new Model(source).on(day).edges.map(({ relation }) => relation);
  assert.deepEqual(names("2009-01-01"), ["uses"]);
  assert.deepEqual(names("2012-01-01"), []);
  assert.deepEqual(names("2016-01-01"), ["uses", "builtOn"]);
});

test("what has ended is told by the newest edition up to the day", () => {
  const listing = (/** @type {string} */ edition, /** @type {boolean | null} */ ended) => ({
    edition, category: null, name: null, version: null, released: null, line: 1, ended,
  });
  const editions = [
    { name: "one", label: "One", categories: [], date: "2010-01-01" },
    { name: "two", label: "Two", categories: [], date: "2012-01-01" },
    { name: "other", label: "Other", categories: [], date: "2013-01-01" },
  ];
  const listings = [listing("one", false), listing("two", true), listing("other", null)];
  const things = [{ ...tiny.source.things[0], listings }];
  const model = new Model({ ...tiny.source, editions, things, edges: [] });
  const ended = (/** @type {string} */ day) => [...model.on(day).things.values()][0].discontinued;
  assert.deepEqual([ended("2011-01-01"), ended("2012-06-01"), ended("2014-01-01")], [false, true, true]);
});

test("a day is one of the calendar", () => {
  assert.deepEqual(["2012-02-29", "2011-02-29", "2012", "x"].map(isDay), [true, false, false, false]);
});
