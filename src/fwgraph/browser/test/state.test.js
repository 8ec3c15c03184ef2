import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERYTHING, START, parse, written } from "../src/state.js";

test("an address and its state are each other's inverse", () => {
  const state = {
    ...START,
    focus: "software/flask",
    depth: 3,
    relation: ["builtOn", "descent"],
    kind: ["a, b", "ü&=#%"],
    category: ["Popular Full-Stack Frameworks"],
    edition: "web-frameworks-2016",
    on: "2012-01-01",
    q: "<b> & c",
    from: "http://example.org/a?b=c#d",
    to: "software/zope",
    thing: "software/zope",
    view: /** @type {const} */ ("table"),
    sort: ["-things.kind"],
  };
  assert.deepEqual(parse(written(state)), state);
});

test("an address can be read by people", () => {
  assert.equal(
    written({ ...START, focus: "software/flask", depth: 2, relation: ["builtOn", "uses"], view: "table" }),
    "#focus=software/flask&depth=2&relation=builtOn,uses&view=table",
  );
});

test("everything has an address of its own, which an empty one is not", () => {
  assert.equal(written(START), EVERYTHING);
  assert.deepEqual(parse(EVERYTHING), START);
  assert.deepEqual(parse(""), START);
});

test("what an address cannot mean is left out", () => {
  const state = parse(
    "#depth=99&view=cake&focus=%E0%A4%A&toString=1&__proto__=x&relation=,,uses&constructor=a,b",
  );
  assert.deepEqual(state, { ...START, depth: 4, relation: ["uses"] });
  assert.equal(parse("#depth=x").depth, 1);
  assert.equal(parse("#q=a+b%2Bc").q, "a b+c");
});
