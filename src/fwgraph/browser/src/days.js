/** The graph of another day: what stood then, of what is said until then. */

/**
 * @typedef {import("./model.js").Source} Source
 * @typedef {import("./model.js").Written} Written
 * @typedef {import("./model.js").Evidence} Evidence
 * @typedef {import("./model.js").EvidenceSource} EvidenceSource
 * @typedef {import("./model.js").WrittenThing} WrittenThing
 * @typedef {(evidence: Evidence) => string} Since returns the day from which a statement counts, "" where it has none
 */

/**
 * Returns the edges that stood on a day, with the evidence that there was. As in the graph of
 * that day: of the statements that count, the strongest voice decides, and then the latest; where
 * a relation stands, so do the broader ones.
 * @param {Source} source
 * @param {string} day
 * @returns {Written[]}
 */
export function standing(source, day) {
  const sources = new Map((source.sources ?? []).map((each) => [each.path, each]));
  const since = starting(sources);
  const broader = new Map(source.relations.map(({ name, broader }) => [name, broader ?? []]));
  const all = [...source.edges, ...(source.former ?? [])];
  const stood = new Set();
  for (const edge of all.filter((each) => holds(each, day, sources, since))) {
    for (const relation of [edge.relation, ...(broader.get(edge.relation) ?? [])])
      stood.add(JSON.stringify([edge.from, relation, edge.to]));
  }
  const said = (/** @type {Evidence} */ each) => since(each) !== "" && since(each) <= day;
  return all
    .filter(({ from, relation, to }) => stood.has(JSON.stringify([from, relation, to])))
    .map((edge) => ({
      ...edge,
      evidence: edge.evidence.filter(said),
      denials: (edge.denials ?? []).filter(said),
    }))
    .filter(({ evidence }) => evidence.length);
}

/**
 * Tells whether the heaviest of the statements that count on a day is a claim.
 * @param {Written} edge
 * @param {string} day
 * @param {Map<string, EvidenceSource>} sources
 * @param {Since} since
 */
function holds({ evidence, denials = [] }, day, sources, since) {
  const weigh = (/** @type {Evidence} */ each, /** @type {boolean} */ denied) => ({
    rank: sources.get(each.sourcePath)?.rank ?? Infinity,
    first: since(each),
    last: each.until ?? "",
    denied,
  });
  const [heaviest] = [
    ...evidence.map((each) => weigh(each, false)),
    ...denials.map((each) => weigh(each, true)),
  ]
    .filter(({ first, last }) => first && first <= day && (!last || day <= last))
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        Number(one.first < other.first) - Number(one.first > other.first) ||
        Number(other.denied) - Number(one.denied),
    );
  return heaviest !== undefined && !heaviest.denied;
}

/**
 * Returns a thing as the editions up to a day list it; the newest of them tells what has ended.
 * @param {WrittenThing} thing
 * @param {Map<string, string>} dates of the editions
 * @param {string} day
 * @returns {WrittenThing}
 */
export function listed(thing, dates, day) {
  const listings = thing.listings.filter(({ edition }) => {
    const date = dates.get(edition);
    return date && date <= day;
  });
  const judging = listings.filter(({ ended }) => typeof ended === "boolean");
  const newest = judging[judging.length - 1]?.edition;
  return {
    ...thing,
    listings,
    discontinued: judging.some(({ edition, ended }) => edition === newest && ended === true),
  };
}

/**
 * Returns the days on which a relation begins or ends, or an edition is out, in their order; none
 * is later than the day of the graph.
 * @param {Source} source
 * @returns {string[]}
 */
export function turns(source) {
  const since = starting(new Map((source.sources ?? []).map((each) => [each.path, each])));
  const said = [...source.edges, ...(source.former ?? [])].flatMap(({ evidence, denials = [] }) => [
    ...evidence,
    ...denials,
  ]);
  const days = [
    ...said.map(since),
    ...said.flatMap(({ until }) => (until ? [following(until)] : [])),
    ...source.editions.map(({ date = "" }) => date),
  ];
  return [...new Set(days)].filter((day) => day && (!source.day || day <= source.day)).sort();
}

/** Tells whether this is a day of the calendar, as YYYY-MM-DD. @param {string} written */
export function isDay(written) {
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return false;
  const day = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(written);
}

/** @param {Map<string, EvidenceSource>} sources @returns {Since} */
function starting(sources) {
  return ({ since, sourcePath }) => since || sources.get(sourcePath)?.date || "";
}

/** Returns the day after another; a month's end may be written as a 31st that it has not. @param {string} day */
function following(day) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(2000, 0, 1));
  last.setUTCFullYear(year, month, 0);
  last.setUTCDate(Math.min(date, last.getUTCDate()) + 1);
  return last.toISOString().slice(0, 10);
}
