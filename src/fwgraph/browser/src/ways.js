/** Shortest ways through the graph. */

/** @typedef {import("./model.js").Edge} Edge */
/** @typedef {{nears: string[], fars: string[], edges: Edge[]}} Step all relations by which one step of some way is made */

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
 * Returns the steps of all shortest ways between two things: along the relations where that is
 * possible, else against them, else mixed. There may be none.
 * @param {Edge[]} edges
 * @param {string} start
 * @param {string} end
 * @returns {Step[]}
 */
export function ways(edges, start, end) {
  for (const { along, against } of DIRECTIONS) {
    const walked = edges.flatMap((edge) => [
      ...(along ? [{ pair: ends(edge), edge }] : []),
      ...(against ? [{ pair: turned(edge), edge }] : []),
    ]);
    const found = shortest(walked, start, end);
    if (found.length) return found;
  }
  return [];
}

/**
 * Returns how many ways the steps make: of things that follow each other.
 * @param {Step[]} steps
 */
export function count(steps) {
  if (!steps.length) return 0;
  let reached = new Map(steps[0].nears.map((near) => [near, 1]));
  for (const { nears, fars, edges } of steps) {
    /** @type {Map<string, number>} */
    const next = new Map();
    for (const far of fars) {
      const before = nears.filter((near) =>
        edges.some(({ from, to }) => (from === near && to === far) || (from === far && to === near)),
      );
      next.set(
        far,
        before.reduce((sum, near) => sum + (reached.get(near) ?? 0), 0),
      );
    }
    reached = next;
  }
  return [...reached.values()].reduce((sum, number) => sum + number, 0);
}

/**
 * Returns the steps of the shortest ways by these walks, none where there is no way.
 * @param {{pair: [string, string], edge: Edge}[]} walked
 * @param {string} start
 * @param {string} end
 * @returns {Step[]}
 */
function shortest(walked, start, end) {
  const pairs = walked.map(({ pair }) => pair);
  const gone = distances(pairs, start, Infinity);
  const left = distances(
    pairs.map(([near, far]) => [far, near]),
    end,
    Infinity,
  );
  const length = gone.get(end) ?? 0;
  /** @type {Step[]} */
  const steps = Array.from({ length }, () => ({ nears: [], fars: [], edges: [] }));
  for (const { pair, edge } of walked) {
    const [near, far] = pair;
    const place = gone.get(near);
    if (place === undefined || place + 1 + (left.get(far) ?? Infinity) !== length) continue;
    const { nears, fars, edges } = steps[place];
    if (!nears.includes(near)) nears.push(near);
    if (!fars.includes(far)) fars.push(far);
    edges.push(edge);
  }
  return steps;
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
