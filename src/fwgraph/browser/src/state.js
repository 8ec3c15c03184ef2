/** What is looked at, and its address: everything stands in the part after `#`. */

/**
 * @typedef {"graph" | "table"} View
 * @typedef {object} State
 * @property {string} focus path of the thing whose neighbourhood is shown; "" for the whole graph
 * @property {number} depth how many steps around the focus, 1 to 4
 * @property {string[]} relation names of relations and of their families; none stands for all, as with the next two
 * @property {string[]} kind labels of kinds
 * @property {string[]} category labels of categories
 * @property {string} edition name of an edition; "" for all
 * @property {string} on the day of which the graph is shown, YYYY-MM-DD; "" for its own
 * @property {string} q words that names have to contain
 * @property {string} from path of the thing where a way starts
 * @property {string} to path of the thing where it ends
 * @property {string} thing path of the thing whose card is open
 * @property {View} view
 * @property {string[]} sort columns by which the tables are sorted: `things.kind`, `-relations.to`
 */

export const DEEPEST = 4;

/** @type {Readonly<State>} */
export const START = Object.freeze({
  focus: "",
  depth: 1,
  relation: [],
  kind: [],
  category: [],
  edition: "",
  on: "",
  q: "",
  from: "",
  to: "",
  thing: "",
  view: "graph",
  sort: [],
});

/**
 * Returns the state that an address tells; what it cannot mean is left out.
 * @param {string} hash the address from `#` on, or without it
 * @returns {State}
 */
export function parse(hash) {
  /** @type {Record<string, unknown>} */
  const state = { ...START };
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name, written = ""] = split(part);
    const start = Object.hasOwn(START, name) ? START[/** @type {keyof State} */ (name)] : undefined;
    if (Array.isArray(start)) state[name] = [...new Set(written.split(",").map(decoded).filter(Boolean))];
    else if (typeof start === "number") state[name] = within(Number(written));
    else if (name === "view") state[name] = written === "table" ? "table" : "graph";
    else if (typeof start === "string") state[name] = decoded(written);
  }
  return /** @type {State} */ (state);
}

/** The address of everything: not an empty one, which leaves the choice to the explorer. */
export const EVERYTHING = "#everything";

/**
 * Returns the address of a state: what is as at the start is left out.
 * @param {State} state
 */
export function written(state) {
  const parts = Object.entries(START).flatMap(([name, start]) => {
    const value = state[/** @type {keyof State} */ (name)];
    const text = Array.isArray(value) ? value.map(encoded).join(",") : encoded(String(value));
    return text === String(start) ? [] : [`${name}=${text}`];
  });
  return parts.length ? `#${parts.join("&")}` : EVERYTHING;
}

/** @param {string} part */
function split(part) {
  const place = part.indexOf("=");
  return place < 0 ? [part] : [part.slice(0, place), part.slice(place + 1)];
}

/** @param {number} depth */
function within(depth) {
  return Math.min(DEEPEST, Math.max(1, Math.round(depth) || 1));
}

/** @param {string} text */
function encoded(text) {
  return encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%3A", ":");
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return "";
  }
}
