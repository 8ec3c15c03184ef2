/** Finding a thing by what a person types: `bfg`, `jinja 2`, `zope`. */

import { compare } from "./model.js";

/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {{thing: Thing, name: string, rank: number}} Match a thing and the name that matched */

const RANKS = { whole: 0, start: 1, word: 2, part: 3, none: 9 };

/**
 * Returns the form in which names are compared: without case, blanks, dots, hyphens and underscores.
 * @param {string} name
 */
export function folded(name) {
  return name.replace(/[\s._-]+/g, "").toLowerCase();
}

/**
 * Returns all names that a thing has: its label first, then its aliases, then its slug.
 * @param {Thing} thing
 */
export function names(thing) {
  return [...new Set([thing.label, ...thing.aliases, slug(thing.path)])];
}

/** @param {string} path */
export function slug(path) {
  return path.slice(path.replace(/[/#]+$/, "").search(/[^/#]*$/));
}

/**
 * Returns the things with a matching name: whole names before beginnings, before beginnings of
 * a word, before parts; then by label.
 * @param {Iterable<Thing>} things
 * @param {string} typed
 * @returns {Match[]}
 */
export function search(things, typed) {
  const wanted = folded(typed);
  if (!wanted) return [];
  const found = [...things].map((thing) => best(thing, wanted)).filter(({ rank }) => rank < RANKS.none);
  return found.sort(
    (one, other) => one.rank - other.rank || compare(folded(one.thing.label), folded(other.thing.label)),
  );
}

/**
 * Returns the path of the thing that is called exactly this, if one is: a path, a label, an alias or a slug.
 * @param {Map<string, Thing>} things
 * @param {string} typed
 */
export function called(things, typed) {
  if (things.has(typed)) return typed;
  const [first] = search(things.values(), typed);
  return first?.rank === RANKS.whole ? first.thing.path : "";
}

/**
 * @param {Thing} thing
 * @param {string} wanted
 * @returns {Match}
 */
function best(thing, wanted) {
  const ranked = names(thing).map((name) => ({ thing, name, rank: rank(name, wanted) }));
  return ranked.reduce((one, other) => (other.rank < one.rank ? other : one));
}

/**
 * @param {string} name
 * @param {string} wanted
 */
function rank(name, wanted) {
  const whole = folded(name);
  if (whole === wanted) return RANKS.whole;
  if (whole.startsWith(wanted)) return RANKS.start;
  const words = name.split(/[\s._-]+/).map((_, place, all) => folded(all.slice(place).join("")));
  if (words.some((word) => word.startsWith(wanted))) return RANKS.word;
  return whole.includes(wanted) ? RANKS.part : RANKS.none;
}
