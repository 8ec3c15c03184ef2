/** What of a graph a state shows: the same for the drawing, the tables and the count. */

import { isDay } from "./days.js";
import { relations, shortened } from "./families.js";
import { called, search } from "./names.js";
import { nearby, ways } from "./ways.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Thing} Thing
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {import("./state.js").State} State
 * @typedef {import("./ways.js").Step} Step
 * @typedef {object} Selection
 * @property {Thing[]} things by label, the chosen ones before their neighbours
 * @property {Edge[]} edges those between the things
 * @property {Set<string>} neighbours paths of things that stand there only because a chosen one leads to them
 * @property {Step[]} steps of the shortest ways, where one was asked for and found
 * @property {boolean} lost whether a way was asked for and there is none
 */

/**
 * Returns the state with names instead of paths put right and unknown ones left out.
 * @param {Model} model
 * @param {State} state
 * @returns {State}
 */
export function known(model, state) {
  const [focus, thing, from, to] = [state.focus, state.thing, state.from, state.to].map((typed) =>
    called(model.things, typed),
  );
  const edition = model.editions.some(({ name }) => name === state.edition) ? state.edition : "";
  const categories = new Set(model.categories());
  return {
    ...state,
    focus,
    thing,
    from,
    to,
    edition,
    on: isDay(state.on) ? state.on : "",
    relation: shortened(model, relations(model, state.relation)),
    kind: state.kind.filter((kind) => model.kinds.includes(kind)),
    category: state.category.filter((category) => categories.has(category)),
  };
}

/** What narrows a view, taken away. */
export const UNFILTERED = { relation: [], kind: [], category: [], edition: "", q: "" };

/**
 * Returns how many relations of the thing that is looked at the filters hide.
 * @param {Model} model
 * @param {State} state
 * @param {Selection} selection what the state shows
 */
export function hidden(model, state, selection) {
  const looked = state.thing || state.focus;
  if (!looked || selection.steps.length || selection.lost) return 0;
  const touching = (/** @type {Edge[]} */ edges) =>
    edges.filter(({ from, to }) => from === looked || to === looked).length;
  return touching(selected(model, { ...state, ...UNFILTERED }).edges) - touching(selection.edges);
}

/** Returns the things of a selection that nothing relates to anything in it. @param {Selection} selection */
export function isolated({ things, edges }) {
  const related = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return things.filter(({ path }) => !related.has(path));
}

/**
 * Returns the things and relations that a known state shows.
 * @param {Model} model
 * @param {State} state
 * @returns {Selection}
 */
export function selected(model, state) {
  const wanted = new Set(relations(model, state.relation));
  const edges = model.edges.filter(({ relation }) => !wanted.size || wanted.has(relation));
  if (state.from && state.to) return between(model, edges, state);
  if (state.focus) return around(model, edges, state);
  return everywhere(model, edges, state);
}

/**
 * @param {Model} model
 * @param {Edge[]} edges
 * @param {State} state
 */
function between(model, edges, { from, to }) {
  const steps = ways(edges, from, to);
  const paths = new Set([from, to, ...steps.flatMap(({ fars }) => fars)]);
  const found = shown(
    model,
    steps.flatMap((step) => step.edges),
    paths,
    paths,
  );
  return { ...found, steps, lost: !steps.length && from !== to };
}

/**
 * @param {Model} model
 * @param {Edge[]} edges
 * @param {State} state
 */
function around(model, edges, state) {
  const fits = filter(model, state);
  const near = [...nearby(edges, state.focus, state.depth).keys()];
  const paths = new Set(near.filter((path) => path === state.focus || fits(path)));
  return shown(model, edges, paths, paths);
}

/**
 * Returns the things that pass the filters and what they lead to. Where relations are chosen,
 * things without any of them are left out.
 * @param {Model} model
 * @param {Edge[]} edges
 * @param {State} state
 */
function everywhere(model, edges, state) {
  const fits = filter(model, state);
  const chosen = new Set([...model.things.keys()].filter(fits));
  const kept = edges.filter(({ from, to }) => chosen.has(from) || chosen.has(to));
  const linked = new Set(kept.flatMap(({ from, to }) => [from, to]));
  const paths = state.relation.length ? linked : new Set([...chosen, ...linked]);
  return shown(model, kept, paths, chosen);
}

/**
 * Returns the test that kind, category, edition and words make; a thing has to pass them all.
 * @param {Model} model
 * @param {State} state
 * @returns {(path: string) => boolean}
 */
function filter(model, { kind, category, edition, q }) {
  const matching = q ? new Set(search(model.things.values(), q).map(({ thing }) => thing.path)) : null;
  return (path) => {
    const { kinds, listings } = model.thing(path);
    const listed = listings.filter((listing) => !edition || listing.edition === edition);
    return (
      (!matching || matching.has(path)) &&
      (!kind.length || kinds.some((label) => kind.includes(label))) &&
      (!edition || listed.length > 0) &&
      (!category.length || listed.some((listing) => category.includes(listing.category ?? "")))
    );
  };
}

/**
 * @param {Model} model
 * @param {Edge[]} edges
 * @param {Set<string>} paths
 * @param {Set<string>} chosen
 * @returns {Selection}
 */
function shown(model, edges, paths, chosen) {
  const things = [...model.things.values()].filter(({ path }) => paths.has(path));
  return {
    things: [
      ...things.filter(({ path }) => chosen.has(path)),
      ...things.filter(({ path }) => !chosen.has(path)),
    ],
    edges: edges.filter(({ from, to }) => paths.has(from) && paths.has(to)),
    neighbours: new Set([...paths].filter((path) => !chosen.has(path))),
    steps: [],
    lost: false,
  };
}
