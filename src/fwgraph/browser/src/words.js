/** How the explorer says things. */

import { count } from "./ways.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./selection.js").Selection} Selection */
/** @typedef {import("./state.js").State} State */
/** @typedef {import("./model.js").Evidence} Evidence */

/**
 * Returns a count with its noun: `1 thing`, `42 things`.
 * @param {number} count
 * @param {string} noun
 */
export function counted(count, noun) {
  const plural = /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${count.toLocaleString("en")} ${count === 1 ? noun : plural}`;
}

/**
 * Returns what a selection holds, in words.
 * @param {Model} model
 * @param {State} state
 * @param {Selection} selection
 */
export function summary(model, state, { things, edges, neighbours, steps, lost }) {
  const [from, to] = [state.from, state.to].map((path) => model.things.get(path)?.label);
  if (lost)
    return `No way leads from ${from} to ${to}${state.relation.length ? " by the chosen relations" : ""}.`;
  if (steps.length) {
    const several = count(steps) > 1 ? `, ${counted(count(steps), "shortest way")}` : "";
    return `${counted(steps.length, "step")} from ${from} to ${to}${several}`;
  }
  if (state.focus && !model.around(state.focus).length)
    return `${model.thing(state.focus).label} stands alone: no source relates it to anything${state.on ? ` by ${state.on}` : ""}.`;
  const own = counted(things.length - neighbours.size, "thing");
  const others = neighbours.size ? ` and ${counted(neighbours.size, "neighbour")}` : "";
  return `${own}${others}, ${counted(edges.length, "relation")}`;
}

/**
 * Returns where a phrase stands, as people write it: the source and the line.
 * @param {Evidence} evidence
 */
export function place({ source, line }) {
  return line ? `${source}:${line}` : source;
}

/**
 * Returns the address of the file that a phrase stands in, at its line where it is a file of a
 * repository; "" where the source has no such address.
 * @param {Model} model
 * @param {Evidence} evidence
 */
export function fileAddress(model, { sourcePath, line }) {
  const address = model.sources.get(sourcePath)?.address ?? "";
  if (!line || address.includes("#") || !/\/(blob|src\/(commit|branch|tag))\//.test(address)) return address;
  // A file that is shown as a text, not as its lines, has none to go to.
  const plain = /\.(md|rst|markdown|adoc|org|textile)$/i.test(address) ? "?plain=1" : "";
  return `${address}${plain}#L${line}`;
}

/** Returns a text with a capital at its start. @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
