import assert from "node:assert/strict";
import { test } from "node:test";

import { declared } from "../src/prefixes.js";
import { escaped } from "../src/results.js";

const PREFIXES = { a: "http://a.example/", b: "http://b.example/#", ab: "http://ab.example/" };

test("a prefix that is used is declared", () => {
  assert.equal(
    declared("SELECT * { ?s b:p a:o }", PREFIXES),
    `PREFIX a: <${PREFIXES.a}>\nPREFIX b: <${PREFIXES.b}>\n\nSELECT * { ?s b:p a:o }`,
  );
});

test("neither one that is declared, nor one inside of text, an IRI or a comment", () => {
  const query = 'PREFIX a: <http://other.example/>\nSELECT * { ?s a:p "b:c", <b:x> } # ab:y';
  assert.equal(declared(query, PREFIXES), query);
});

test("a path and a datatype use prefixes as well", () => {
  assert.match(
    declared('SELECT * { ?s ^a:p/b:q "1"^^ab:t }', PREFIXES),
    /PREFIX a: .*\nPREFIX ab: .*\nPREFIX b: /,
  );
});

test("text is never markup", () => {
  assert.equal(escaped("<img src=x onerror=alert(1)> &amp;"), "&lt;img src=x onerror=alert(1)&gt; &amp;amp;");
});
