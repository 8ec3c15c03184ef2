/** The shortest ways between two things, step by step. */

import { phrase } from "./card.js";
import { button, h } from "./dom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./ways.js").Step} Step
 * @typedef {import("./card.js").Doings} Doings
 */

/**
 * Returns the content of the section that tells the ways: each step with all relations that make it.
 * @param {Model} model
 * @param {Step[]} steps
 * @param {string} title
 * @param {Doings} doings
 * @returns {Node[]}
 */
export function told(model, steps, title, doings) {
  const name = (/** @type {string} */ path) =>
    button(model.thing(path).label, () => doings.walk(path), { class: "name" });
  const items = steps.map(({ edges }) =>
    h(
      "li",
      {},
      ...edges.flatMap((edge) => [
        h(
          "p",
          {},
          name(edge.from),
          " ",
          h("span", { class: `relation ${edge.family}` }, edge.label),
          " ",
          name(edge.to),
        ),
        ...edge.evidence.map((each) => phrase(each, doings)),
      ]),
    ),
  );
  const bar = h(
    "div",
    { class: "bar" },
    h("h2", { id: "way-title", tabindex: "-1" }, title),
    button("×", doings.close, { class: "close", "aria-label": "Leave this way" }),
  );
  return [bar, h("ol", { class: "claims" }, ...items)];
}
