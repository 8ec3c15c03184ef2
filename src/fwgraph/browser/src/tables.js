/** The table view: the things and relations of a selection, for eyes, keyboards and screen readers. */

import { whereabouts } from "./card.js";
import { button, h } from "./dom.js";
import { compare } from "./model.js";
import { place } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Thing} Thing
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./dom.js").Child} Child
 */
/**
 * @template R
 * @typedef {{name: string, title: string, text: (row: R) => string, cell?: (row: R) => Child[]}} Column
 */
/**
 * @typedef {Pick<import("./card.js").Doings, "walk" | "page" | "file"> & {sort: (columns: string[]) => void}} Doings
 */

/** Rows that are drawn at once; a button draws the others. */
const LONGEST = 500;

/**
 * Returns the two tables of a selection.
 * @param {Model} model
 * @param {Selection} selection
 * @param {string[]} sort columns as in State.sort
 * @param {Doings} doings
 */
export function tables(model, selection, sort, doings) {
  return [
    table("things", "Things", selection.things, thingColumns(doings), sort, doings),
    table("relations", "Relations", selection.edges, edgeColumns(model, doings), sort, doings),
  ];
}

/** @param {Doings} doings @returns {Column<Thing>[]} */
function thingColumns({ walk }) {
  const latest = (/** @type {Thing} */ thing) => thing.listings[thing.listings.length - 1];
  return [
    { name: "name", title: "Name", text: ({ label }) => label, cell: (thing) => [named(thing, walk)] },
    { name: "kind", title: "Kind", text: ({ kinds, shape }) => kinds.join(", ") || shape },
    { name: "category", title: "Category", text: (thing) => latest(thing)?.category ?? "" },
    { name: "version", title: "Version", text: (thing) => latest(thing)?.version ?? "" },
    { name: "released", title: "Released", text: (thing) => latest(thing)?.released ?? "" },
    { name: "standing", title: "Standing", text: ({ discontinued }) => (discontinued ? "discontinued" : "") },
  ];
}

/**
 * @param {Model} model
 * @param {Doings} doings
 * @returns {Column<Edge>[]}
 */
function edgeColumns(model, { walk, page, file }) {
  return [
    {
      name: "from",
      title: "Thing",
      text: ({ from }) => model.thing(from).label,
      cell: ({ from }) => [named(model.thing(from), walk)],
    },
    { name: "relation", title: "Relation", text: ({ label }) => label },
    {
      name: "to",
      title: "Other thing",
      text: ({ to }) => model.thing(to).label,
      cell: ({ to }) => [named(model.thing(to), walk)],
    },
    {
      name: "phrase",
      title: "Phrase",
      text: ({ evidence }) => evidence.map(({ quote }) => quote ?? "").join(" "),
      cell: ({ evidence }) => evidence.map(({ quote }) => h("p", {}, quote && h("q", {}, quote))),
    },
    {
      name: "place",
      title: "Place",
      text: ({ evidence }) => evidence.map(place).join(" "),
      cell: ({ evidence }) => evidence.map((each) => h("p", {}, whereabouts(each, { page, file }))),
    },
  ];
}

/**
 * @param {Thing} thing
 * @param {(path: string) => void} walk
 */
function named({ path, label, discontinued }, walk) {
  return button(label, () => walk(path), { class: discontinued ? "name discontinued" : "name" });
}

/**
 * Returns a table in a frame that scrolls by itself.
 * @template R
 * @param {string} id
 * @param {string} title
 * @param {R[]} rows
 * @param {Column<R>[]} columns
 * @param {string[]} sort
 * @param {Doings} doings
 */
function table(id, title, rows, columns, sort, doings) {
  const order = sort.find((key) => key.replace(/^-/, "").startsWith(`${id}.`)) ?? "";
  const column = columns.find(({ name }) => order.endsWith(`.${name}`));
  const body = h("tbody");
  const sorted = column ? arranged(rows, column, order.startsWith("-")) : rows;
  const fill = (/** @type {number} */ count) =>
    body.replaceChildren(...sorted.slice(0, count).map((row) => line(row, columns)));
  fill(LONGEST);
  const heads = columns.map((each) => head(id, each, order, sort, doings));
  const caption = h("caption", { id: `${id}-caption` }, `${title} (${rows.length.toLocaleString("en")})`);
  const more = button(
    `Show all ${rows.length.toLocaleString("en")} rows`,
    () => (fill(rows.length), more.remove()),
  );
  return h(
    "div",
    { class: "frame", role: "region", "aria-labelledby": `${id}-caption`, tabindex: "0" },
    h("table", { id }, caption, h("thead", {}, h("tr", {}, ...heads)), body),
    rows.length > LONGEST && more,
  );
}

/**
 * Returns rows by the text of a column; what has no text stands last either way.
 * @template R
 * @param {R[]} rows
 * @param {Column<R>} column
 * @param {boolean} down
 */
function arranged(rows, { text }, down) {
  const keyed = rows.map((row) => ({ row, key: text(row).toLowerCase() }));
  const sign = down ? -1 : 1;
  keyed.sort((one, other) => Number(!one.key) - Number(!other.key) || sign * compare(one.key, other.key));
  return keyed.map(({ row }) => row);
}

/**
 * Returns the head of a column; its button sorts upwards, then downwards.
 * @template R
 * @param {string} id
 * @param {Column<R>} column
 * @param {string} order the table's order now
 * @param {string[]} sort
 * @param {Doings} doings
 */
function head(id, { name, title }, order, sort, doings) {
  const key = `${id}.${name}`;
  const now = { [key]: "ascending", [`-${key}`]: "descending" }[order];
  const next = [...sort.filter((each) => each !== order), order === key ? `-${key}` : key];
  const press = button(title, () => doings.sort(next), { id: `sort-${id}-${name}` });
  return h("th", { scope: "col", "aria-sort": now }, press);
}

/**
 * @template R
 * @param {R} row
 * @param {Column<R>[]} columns
 */
function line(row, columns) {
  return h(
    "tr",
    {},
    ...columns.map(({ text, cell }, place) =>
      h(place ? "td" : "th", place ? {} : { scope: "row" }, ...(cell ? cell(row) : [text(row)])),
    ),
  );
}
