/** What narrows the view, as buttons that take each restriction away again. */

import { button, h } from "./dom.js";
import { UNFILTERED } from "./selection.js";
import { DEEPEST, START } from "./state.js";
import { capital, counted } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 */

/**
 * Returns a button for each restriction of a state, and the steps to choose from around a focus.
 * @param {Model} model
 * @param {State} state
 * @param {number} concealed how many relations of the thing that is looked at the filters hide
 * @param {(change: Partial<State>) => void} change
 * @returns {Node[]}
 */
export function restrictions(model, state, concealed, change) {
  const label = (/** @type {string} */ path) => model.things.get(path)?.label ?? "";
  const chip = (/** @type {string} */ text, /** @type {Partial<State>} */ without) =>
    button(text, () => change(without), { class: "chip", "aria-label": `Remove: ${text}`, title: "Remove" });
  const relations = state.relation.map(
    (name) => model.families.get(name)?.label ?? model.relations.get(name)?.label ?? name,
  );
  const parts = [
    state.focus && chip(`Around ${label(state.focus)}`, { focus: "", depth: START.depth }),
    state.focus && depths(state.depth, (depth) => change({ depth })),
    state.q && chip(`Names with “${state.q}”`, { q: "" }),
    state.edition &&
      chip(model.editions.find(({ name }) => name === state.edition)?.label ?? "", { edition: "" }),
    relations.length > 0 && chip(few(relations, "relation"), { relation: [] }),
    state.category.length > 0 && chip(few(state.category, "category"), { category: [] }),
    state.kind.length > 0 && chip(few(state.kind, "kind"), { kind: [] }),
    concealed > 0 &&
      button(
        `${counted(concealed, "relation")} hidden by the filter: show`,
        () => change({ ...UNFILTERED, focus: state.focus || state.thing }),
        { class: "show" },
      ),
  ];
  return parts.filter((part) => part instanceof Node);
}

/**
 * Returns up to two values by name, and more as a number.
 * @param {string[]} values
 * @param {string} noun
 */
function few(values, noun) {
  return values.length > 2 ? counted(values.length, noun) : capital(values.join(", "));
}

/**
 * @param {number} depth
 * @param {(depth: number) => void} choose
 */
function depths(depth, choose) {
  const choices = Array.from({ length: DEEPEST }, (_, place) => {
    const input = h("input", {
      type: "radio",
      name: "depth",
      value: place + 1,
      checked: place + 1 === depth,
      onchange: () => choose(place + 1),
    });
    return h("label", {}, input, h("span", {}, String(place + 1)));
  });
  return h("fieldset", { class: "switch" }, h("legend", {}, "Steps"), ...choices);
}
