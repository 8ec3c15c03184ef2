/** Shortest ways through the graph. */

/** @typedef {import("./model.js").Edge} Edge */
/** @typedef {{near: string, far: string, edges: Edge[]}} Step all relations by which one step of a way can be made */

/**
 * Returns how many steps away each thing is, as far as the limit.
 * @param {Edge[]} edges walked in both directions
 * @param {string} start
 * @param {number} limit
 * @returns {Map<string, number>}
 */
export function nearby(edges, start, limit) {
  return distances([...edges.map(ends), ...edges.map(turned)], start, limit);
}

/** The directions in which a way may walk its relations, the best first. */
const DIRECTIONS = [
  { along: true, against: false },
  { along: false, against: true },
  { along: true, against: true },
];

/**
 * Returns the steps of a shortest way between two things: along the relations where that is
 * possible, else against them, else mixed. There may be none.
 * @param {Edge[]} edges
 * @param {string} start
 * @param {string} end
 * @returns {Step[]}
 */
export function way(edges, start, end) {
  for (const { along, against } of DIRECTIONS) {
    const found = shortest(
      [...(along ? edges.map(ends) : []), ...(against ? edges.map(turned) : [])],
      start,
      end,
    );
    const between = (/** @type {string} */ near, /** @type {string} */ far) =>
      edges.filter(
        ({ from, to }) => (along && from === near && to === far) || (against && from === far && to === near),
      );
    if (found.length)
      return found
        .slice(1)
        .map((far, place) => ({ near: found[place], far, edges: between(found[place], far) }));
  }
  return [];
}

/**
 * Returns the things on a shortest way, both ends included; of several ways the one whose pairs come first.
 * @param {[string, string][]} pairs
 * @param {string} start
 * @param {string} end
 */
function shortest(pairs, start, end) {
  const left = distances(
    pairs.map(([near, far]) => [far, near]),
    end,
    Infinity,
  );
  const found = left.has(start) ? [start] : [];
  for (let here = start; found.length && here !== end; found.push(here)) {
    const closer = pairs.find(([near, far]) => near === here && left.get(far) === Number(left.get(here)) - 1);
    here = /** @type {[string, string]} */ (closer)[1];
  }
  return found;
}

/**
 * @param {[string, string][]} pairs
 * @param {string} start
 * @param {number} limit
 * @returns {Map<string, number>}
 */
function distances(pairs, start, limit) {
  /** @type {Map<string, string[]>} */
  const after = new Map();
  for (const [near, far] of pairs) {
    if (!after.has(near)) after.set(near, []);
    after.get(near)?.push(far);
  }
  const found = new Map([[start, 0]]);
  for (const [near, distance] of found) {
    if (distance === limit) break;
    for (const far of after.get(near) ?? []) if (!found.has(far)) found.set(far, distance + 1);
  }
  return found;
}

/** @param {Edge} edge @returns {[string, string]} */
function ends({ from, to }) {
  return [from, to];
}

/** @param {Edge} edge @returns {[string, string]} */
function turned({ from, to }) {
  return [to, from];
}
