import assert from "node:assert/strict";
import { test } from "node:test";

import { mend } from "../src/results.js";

/** A table as Yasgui's plugin has it: row numbers, then the variables. */
function columnsOf(/** @type {string[]} */ names) {
  class Table {
    config = { openIriInNewWindow: true };
    getColumns() {
      const shown = names.map((name) => ({ name, render: (/** @type {any} */ data) => `(${data.value})` }));
      return [{ name: "", render: (/** @type {any} */ data) => data }, ...shown];
    }
    getUriLinkFromBinding() {
      return "";
    }
  }
  mend(Table, "https://w3id.org/fwgraph/", "http://here/");
  return /** @type {any[]} */ (new Table().getColumns());
}

const text = (/** @type {string} */ value) => ({ type: "literal", value });
const iri = (/** @type {string} */ value) => ({ type: "uri", value });

test("a label links to its IRI, whose column is hidden", () => {
  const columns = columnsOf(["name", "name_iri", "other_iri"]);
  assert.deepEqual(
    columns.map(({ visible }) => visible),
    [undefined, undefined, false, undefined],
  );
  const row = [1, text("A <b> & c"), iri("https://w3id.org/fwgraph/software/a"), ""];
  assert.equal(
    columns[1].render(row[1], "display", row),
    '<a class="iri" href="http://here/software/a" target="_blank" rel="noopener">A &lt;b&gt; &amp; c</a>',
  );
  assert.equal(columns[1].render(row[1], "sort", row), "A &lt;b&gt; &amp; c");
});

test("what is no address of the web, or not there, is no link", () => {
  const [, column] = columnsOf(["name", "name_iri"]);
  assert.equal(column.render(text("x"), "display", [1, text("x"), iri("javascript:alert(1)")]), "(x)");
  assert.equal(column.render(text("x"), "display", [1, text("x"), ""]), "(x)");
  assert.match(
    column.render(text("x"), "display", [1, text("x"), iri('http://e/"><script>')]),
    /href="http:\/\/e\/&quot;&gt;&lt;script&gt;"/,
  );
});
