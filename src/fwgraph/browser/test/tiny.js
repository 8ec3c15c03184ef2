/** A made-up graph, small enough to check by eye. */

import { Model } from "../src/model.js";

/**
 * @param {string} name
 * @param {Partial<import("../src/model.js").Thing>} [more]
 * @returns {import("../src/model.js").Thing}
 */
function thing(name, more = {}) {
  const path = `software/${name.toLowerCase().replace(/\W+/g, "-")}`;
  return {
    path,
    label: name,
    aliases: [],
    shape: "framework",
    kinds: ["web framework"],
    summary: "",
    discontinued: false,
    independent: false,
    listings: [],
    ...more,
  };
}

/**
 * @param {string} from
 * @param {string} relation
 * @param {string} to
 */
function edge(from, relation, to) {
  const evidence = [
    { quote: `${from} ${relation} ${to}`, source: "page", sourcePath: "edition/page", line: 7 },
  ];
  return { from: `software/${from}`, relation, to: `software/${to}`, evidence };
}

/** @param {string} edition @param {string} category */
function listing(edition, category) {
  return { edition, category, name: null, version: "1.0", released: null, line: 1 };
}

/**
 * Above leads to Middle, which leads to Below; Beside leads to Middle as well, and Old is what
 * Above was. Lonely has no relation.
 */
export const tiny = new Model({
  day: "2020-01-01",
  title: "Tiny",
  base: "http://example.org/",
  kinds: ["template engine", "web framework"],
  relations: [
    { name: "builtOn", iri: "http://example.org/o#builtOn", label: "built on", family: "dependence", rank: null },
    { name: "uses", iri: "http://example.org/o#uses", label: "uses", family: "dependence", rank: null },
    { name: "forkOf", iri: "http://example.org/o#forkOf", label: "fork of", family: "descent", rank: null },
    { name: "resembles", iri: "http://example.org/o#resembles", label: "resembles", family: "other", rank: null },
  ],
  families: [
    { name: "dependence", label: "rests on", line: "solid" },
    { name: "descent", label: "descends from", line: "bold" },
    { name: "other", label: "other", line: "dashed" },
  ],
  shapes: [{ name: "framework", outline: "rounded" }],
  facts: [],
  editions: [
    { name: "one", label: "One", categories: ["Popular", "Gone"] },
    { name: "two", label: "Two", categories: ["Popular"] },
  ],
  things: [
    thing("Middle", {
      aliases: ["Centre.Piece"],
      listings: [listing("one", "Popular"), listing("two", "Popular")],
    }),
    thing("Above", { listings: [listing("one", "Popular")] }),
    thing("Below", { kinds: ["template engine"], shape: "component" }),
    thing("Beside", {}),
    thing("Old.Above", { discontinued: true, listings: [listing("one", "Gone")] }),
    thing("Lonely"),
  ],
  edges: [
    edge("above", "builtOn", "middle"),
    edge("middle", "uses", "below"),
    edge("beside", "builtOn", "middle"),
    edge("above", "forkOf", "old-above"),
  ],
});
