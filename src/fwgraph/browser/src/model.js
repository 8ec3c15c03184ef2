/** The graph as the explorer holds it: things and relations, and what leads where. */

import { listed, standing } from "./days.js";

/**
 * @typedef {{edition: string, category: string | null, name: string | null, version: string | null,
 *   released: string | null, line: number | null, ended?: boolean | null}} Listing
 * @typedef {{path: string, label: string, aliases: string[], shape: string, kinds: string[],
 *   summary: string, discontinued: boolean, independent: boolean, listings: Listing[]}} WrittenThing
 * @typedef {WrittenThing} Thing
 * @typedef {{name: string, label: string, link: boolean}} Fact a thing has its values under its name
 * @typedef {{quote: string | null, source: string, sourcePath: string, line: number | null,
 *   since?: string, until?: string}} Evidence since is the day of its source where none is written
 * @typedef {{path: string, date: string, address: string, rank: number}} EvidenceSource
 * @typedef {{from: string, to: string, relation: string, evidence: Evidence[], denials?: Evidence[]}} Written
 * @typedef {Written & {id: string, label: string, family: string}} Edge
 * @typedef {{name: string, iri: string, label: string, family: string, rank: number | null,
 *   broader?: string[]}} Relation
 * @typedef {{name: string, label: string, line: string}} Family
 * @typedef {{name: string, outline: string}} Shape
 * @typedef {{name: string, label: string, categories: string[], date?: string}} Edition
 * @typedef {{title: string, base: string, day?: string, relations: Relation[], families: Family[],
 *   shapes: Shape[], facts: Fact[], kinds: string[], editions: Edition[], things: WrittenThing[],
 *   edges: Written[], former?: Written[], sources?: EvidenceSource[]}} Source
 */

/** A graph of a day, with its things and relations in a stable order. */
export class Model {
  /**
   * @param {Source} source the content of graph.json
   * @param {string} [day] the day of which the graph is, else its own
   */
  constructor(source, day = "") {
    this.source = source;
    this.day = day;
    this.title = source.title;
    this.base = source.base;
    this.kinds = source.kinds;
    this.shapes = source.shapes;
    this.facts = source.facts;
    /** @type {Map<string, Family>} */
    this.families = new Map(source.families.map((family) => [family.name, family]));
    this.editions = source.editions;
    this.sources = new Map((source.sources ?? []).map((each) => [each.path, each]));
    const used = new Set([...source.edges, ...(source.former ?? [])].map(({ relation }) => relation));
    /** @type {Map<string, Relation>} those that have an edge on some day */
    this.relations = new Map(
      source.relations.filter(({ name }) => used.has(name)).map((relation) => [relation.name, relation]),
    );
    const dates = new Map(source.editions.map(({ name, date = "" }) => [name, date]));
    const things = day ? source.things.map((thing) => listed(thing, dates, day)) : source.things;
    /** @type {Map<string, Thing>} */
    this.things = new Map([...things].sort(byLabel).map((thing) => [thing.path, thing]));
    /** @type {Edge[]} */
    this.edges = (day ? standing(source, day) : source.edges)
      .filter(({ from, to }) => this.things.has(from) && this.things.has(to))
      .map((edge) => this.named(edge));
    this.out = grouped(this.edges, "from");
    this.into = grouped(this.edges, "to");
  }

  /** Returns the graph of another day; "" stands for its own. @param {string} day */
  on(day) {
    return day === this.day ? this : new Model(this.source, day);
  }

  /** Returns the graph with everything that stood on some day. */
  ever() {
    const { edges, former = [] } = this.source;
    return new Model({ ...this.source, edges: [...edges, ...former], former: [] });
  }

  /**
   * Returns an edge with an identity and the words for its relation.
   * @param {Written} edge
   * @returns {Edge}
   */
  named(edge) {
    const { label, family } = this.relations.get(edge.relation) ?? { label: edge.relation, family: "other" };
    return { ...edge, id: `${edge.from} ${edge.relation} ${edge.to}`, label, family };
  }

  /** Returns the values of a fact. @param {Thing} thing @param {Fact} fact @returns {string[]} */
  values(thing, { name }) {
    const value = /** @type {Record<string, any>} */ (thing)[name];
    return value == null ? [] : [value].flat();
  }

  /** @param {string} path */
  thing(path) {
    return /** @type {Thing} */ (this.things.get(path));
  }

  /**
   * Returns every edge that starts or ends at a thing.
   * @param {string} path
   * @returns {Edge[]}
   */
  around(path) {
    return [...(this.out.get(path) ?? []), ...(this.into.get(path) ?? [])];
  }

  /** Returns the categories of all editions, or of one, each once. @param {string} [edition] */
  categories(edition) {
    const chosen = this.editions.filter(({ name }) => !edition || name === edition);
    return [...new Set(chosen.flatMap(({ categories }) => categories))];
  }
}

/**
 * Orders things by label, without case; same labels by path.
 * @param {Thing} one
 * @param {Thing} other
 */
export function byLabel(one, other) {
  return compare(one.label.toLowerCase(), other.label.toLowerCase()) || compare(one.path, other.path);
}

/**
 * Compares by code points, so that every browser and every language has the same order.
 * @param {string | number} one
 * @param {string | number} other
 */
export function compare(one, other) {
  return one < other ? -1 : Number(one > other);
}

/**
 * @param {Edge[]} edges
 * @param {"from" | "to"} end
 * @returns {Map<string, Edge[]>}
 */
function grouped(edges, end) {
  const found = new Map();
  for (const edge of edges) {
    if (!found.has(edge[end])) found.set(edge[end], []);
    found.get(edge[end]).push(edge);
  }
  return found;
}
