/** Names of relations in an address: a family's name stands for all of its relations. */

/** @typedef {import("./model.js").Model} Model */

/**
 * Returns the relations that the names stand for, in the order of the graph; unknown names are left out.
 * @param {Model} model
 * @param {string[]} names of relations and families
 */
export function relations(model, names) {
  const wanted = new Set(names);
  const all = [...model.relations.values()];
  return all.filter(({ name, family }) => wanted.has(name) || wanted.has(family)).map(({ name }) => name);
}

/**
 * Returns the shortest names for these relations: none where all are chosen.
 * @param {Model} model
 * @param {string[]} chosen names of relations
 */
export function shortened(model, chosen) {
  if (chosen.length === model.relations.size) return [];
  const wanted = new Set(chosen);
  return [...members(model)].flatMap(([family, names]) => {
    const found = names.filter((name) => wanted.has(name));
    return found.length === names.length ? [family] : found;
  });
}

/**
 * Returns the relations of each family.
 * @param {Model} model
 * @returns {Map<string, string[]>}
 */
export function members(model) {
  const members = new Map([...model.families.keys()].map((family) => [family, /** @type {string[]} */ ([])]));
  for (const { name, family } of model.relations.values()) members.get(family)?.push(name);
  return new Map([...members].filter(([, names]) => names.length));
}
