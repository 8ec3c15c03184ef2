/** The form of filters: relations by family, edition, category and kind. */

import { byId, h } from "./dom.js";
import { members, relations, shortened } from "./families.js";
import { capital } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./state.js").State} State
 */

/** Draws the boxes once; `show` ticks them. */
export class Filters {
  /**
   * @param {Model} model
   * @param {(change: Partial<State>) => void} change
   */
  constructor(model, change) {
    this.model = model;
    this.change = change;
    /** @type {{name: "kind" | "category", values: string[]}[]} */
    this.lists = [
      { name: "category", values: model.categories() },
      { name: "kind", values: model.kinds },
    ];
    this.relationBoxes();
    this.editions();
    for (const { name, values } of this.lists) this.listBoxes(name, values);
  }

  /** Draws a box for each family, with the boxes of its relations below. */
  relationBoxes() {
    const used = counts(this.model.edges.map(({ relation }) => relation));
    for (const [family, names] of members(this.model)) {
      const boxes = names.map((name) =>
        box("relation", name, this.model.relations.get(name)?.label ?? name, used.get(name)),
      );
      const whole = box("family", family, capital(this.model.families.get(family)?.label ?? family));
      byId("filter-relation").append(h("div", { class: "group", "data-family": family }, whole, ...boxes));
    }
    byId("filter-relation").append(hint());
    byId("filter-relation").addEventListener("change", (event) =>
      this.related(/** @type {HTMLInputElement} */ (event.target)),
    );
  }

  editions() {
    const options = this.model.editions.map(({ name, label }) => h("option", { value: name }, label));
    const choice = /** @type {HTMLSelectElement} */ (
      h(
        "select",
        { id: "edition", "aria-label": "Edition" },
        h("option", { value: "" }, "All editions"),
        ...options,
      )
    );
    choice.addEventListener("change", () => this.change({ edition: choice.value }));
    byId("filter-edition").append(choice);
    byId("filter-edition").hidden = !options.length;
  }

  /**
   * @param {"kind" | "category"} name
   * @param {string[]} values
   */
  listBoxes(name, values) {
    const used = counts(
      [...this.model.things.values()].flatMap(({ kinds, listings }) =>
        name === "kind" ? kinds : [...new Set(listings.map(({ category }) => category ?? ""))],
      ),
    );
    const field = byId(`filter-${name}`);
    field.append(
      h("div", { class: "list" }, ...values.map((value) => box(name, value, value, used.get(value)))),
    );
    field.addEventListener("change", () => this.change({ [name]: ticked(field) }));
    field.hidden = !values.length;
  }

  /** Takes a change of a relation's or a family's box. @param {HTMLInputElement} changed */
  related(changed) {
    const field = byId("filter-relation");
    if (changed.name === "family") {
      const group = /** @type {HTMLElement} */ (changed.closest(".group"));
      for (const each of inputs(group, "relation")) each.checked = changed.checked;
    }
    this.change({ relation: shortened(this.model, ticked(field, "relation")) });
  }

  /** Ticks what a state has chosen. @param {State} state */
  show(state) {
    const chosen = new Set(relations(this.model, state.relation));
    for (const group of byId("filter-relation").querySelectorAll(".group")) {
      const boxes = inputs(group, "relation");
      for (const each of boxes) each.checked = chosen.has(each.value);
      const [whole] = inputs(group, "family");
      whole.checked = boxes.every(({ checked }) => checked);
      whole.indeterminate = !whole.checked && boxes.some(({ checked }) => checked);
    }
    for (const { name } of this.lists) {
      const wanted = new Set(state[name]);
      for (const each of inputs(byId(`filter-${name}`), name)) each.checked = wanted.has(each.value);
    }
    /** @type {HTMLSelectElement} */ (byId("edition")).value = state.edition;
    this.offer(state.edition);
  }

  /** Leaves out the categories that an edition does not have. @param {string} edition */
  offer(edition) {
    const there = new Set(this.model.categories(edition));
    for (const each of inputs(byId("filter-category"), "category")) {
      /** @type {HTMLElement} */ (each.parentElement).hidden = !there.has(each.value) && !each.checked;
    }
  }
}

function hint() {
  return h("p", { class: "quiet" }, "Where nothing is ticked, everything is shown.");
}

/**
 * @param {string} name
 * @param {string} value
 * @param {string} text
 * @param {number} [count]
 */
function box(name, value, text, count) {
  const number = count !== undefined && h("span", { class: "quiet end" }, String(count));
  return h(
    "label",
    { class: `box ${name}` },
    h("input", { type: "checkbox", name, value }),
    h("span", {}, text),
    number,
  );
}

/**
 * @param {Element} field
 * @param {string} name
 * @returns {HTMLInputElement[]}
 */
function inputs(field, name) {
  return [...field.querySelectorAll("input")].filter((input) => input.name === name);
}

/**
 * Returns the values of the ticked boxes.
 * @param {Element} field
 * @param {string} [name]
 */
function ticked(field, name) {
  const boxes = [...field.querySelectorAll("input")].filter(
    (input) => input.checked && (!name || input.name === name),
  );
  return boxes.map(({ value }) => value);
}

/** @param {string[]} values @returns {Map<string, number>} */
function counts(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}
