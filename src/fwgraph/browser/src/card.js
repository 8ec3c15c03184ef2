/** The card of a thing: what is known of it, and who says so. */

import { button, h, link } from "./dom.js";
import { compare } from "./model.js";
import { capital, place } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Thing} Thing
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {import("./model.js").Evidence} Evidence
 * @typedef {import("./dom.js").Child} Child
 * @typedef {object} Doings what the buttons of a card do
 * @property {(path: string) => void} walk shows another thing's card
 * @property {(path: string) => void} focus shows a thing's neighbourhood
 * @property {(path: string) => void} start starts a way
 * @property {() => void} close
 * @property {(path: string, line?: number | null) => string} page returns the address of a thing's or a source's page, at a line
 * @property {(evidence: Evidence) => string} file returns the address of the file that a phrase stands in, "" where none is known
 */

/**
 * Returns the content of a thing's card.
 * @param {Model} model
 * @param {Thing} thing
 * @param {Doings} doings
 * @returns {Node[]}
 */
export function card(model, thing, doings) {
  return [
    heading(thing, doings),
    ...standing(model, thing).map((sentence) => h("p", { class: "standing" }, sentence)),
    ...(thing.summary ? [h("p", { class: "summary" }, thing.summary)] : []),
    actions(thing, doings),
    ...facts(model, thing),
    ...listings(thing, doings),
    ...claims(`${thing.label} …`, model.out.get(thing.path) ?? [], "to", model, doings),
    ...claims(`… ${thing.label}`, model.into.get(thing.path) ?? [], "from", model, doings),
  ];
}

/**
 * @param {Thing} thing
 * @param {Doings} doings
 */
function heading({ path, label, kinds, shape }, doings) {
  const title = h("h2", { id: "card-title", tabindex: "-1" }, label);
  const kind = h(
    "p",
    { class: "quiet" },
    kinds.join(", ") || shape,
    " · ",
    link(doings.page(path), "its page"),
  );
  return h(
    "div",
    { class: "bar" },
    h("div", {}, title, kind),
    button("×", doings.close, { class: "close", "aria-label": "Close the card" }),
  );
}

/**
 * Returns what editions and claims say about a thing's life, as sentences.
 * @param {Model} model
 * @param {Thing} thing
 */
function standing(model, { discontinued, independent, listings: all }) {
  const saying = all.find(({ category }) => /discontinued|inactive/i.test(category ?? ""));
  const edition = model.editions.find(({ name }) => name === saying?.edition);
  return [
    discontinued && (saying ? `Discontinued, says ${edition?.label ?? saying.edition}.` : "Discontinued."),
    independent && "Depends on nothing else, and says so.",
  ].filter((sentence) => sentence !== false);
}

/**
 * @param {Thing} thing
 * @param {Doings} doings
 */
function actions({ path }, doings) {
  return h(
    "div",
    { class: "actions" },
    button("Neighbourhood", () => doings.focus(path)),
    button("Way from here", () => doings.start(path)),
  );
}

/**
 * Returns the facts that the ontology says to show here.
 * @param {Model} model
 * @param {Thing} thing
 */
function facts(model, thing) {
  const rows = model.facts.flatMap((fact) => {
    const values = model.values(thing, fact);
    const shown = fact.link ? values.map(address) : [values.join(", ")];
    return values.length ? [h("dt", {}, capital(fact.label)), ...shown.map((value) => h("dd", {}, value))] : [];
  });
  return rows.length ? [h("dl", {}, ...rows)] : [];
}

/** Returns a link that shows what tells an address from others. @param {string} url */
function address(url) {
  return link(url, url.replace(/^https?:\/\/(www\.)?|\/$/g, ""));
}

/**
 * @param {Thing} thing
 * @param {Doings} doings
 */
function listings(thing, doings) {
  if (!thing.listings.length) return [];
  const items = thing.listings.map(({ edition, category, name, version, released, line }) => {
    const said = [category, version && `version ${version}`, released && `released ${released}`]
      .filter(Boolean)
      .join(", ");
    const called = name && name !== thing.label ? `as ${name}: ` : "";
    const source = place({ quote: null, source: edition, sourcePath: "", line });
    return h(
      "li",
      {},
      `${called}${said || "listed"} `,
      h("span", { class: "place" }, link(doings.page(`edition/${edition}`, line), source)),
    );
  });
  return [h("h3", {}, "Listed"), h("ul", {}, ...items)];
}

/**
 * Returns a section for the claims in one direction: a button for each other thing, and the
 * phrases that say so.
 * @param {string} title
 * @param {Edge[]} edges
 * @param {"from" | "to"} end the end at which the other thing stands
 * @param {Model} model
 * @param {Doings} doings
 */
function claims(title, edges, end, model, doings) {
  if (!edges.length) return [];
  const sorted = [...edges].sort((one, other) => compare(rank(one, end, model), rank(other, end, model)));
  const items = sorted.map((edge) => {
    const other = model.thing(edge[end]);
    const name = button(other.label, () => doings.walk(other.path), {
      class: other.discontinued ? "name discontinued" : "name",
    });
    const words = h("span", { class: `relation ${edge.family}` }, edge.label);
    const sentence = end === "to" ? [words, " ", name] : [name, " ", words, " …"];
    return h(
      "li",
      {},
      h("p", {}, ...sentence),
      ...edge.evidence.map((each) => phrase(each, doings)),
      ...(edge.denials ?? []).map((each) => phrase(each, doings, "denied: ")),
    );
  });
  return [h("h3", {}, title), h("ul", { class: "claims" }, ...items)];
}

/**
 * @param {Edge} edge
 * @param {"from" | "to"} end
 * @param {Model} model
 */
function rank(edge, end, model) {
  const place = model.relations.get(edge.relation)?.rank ?? 999;
  return `${String(place).padStart(3, "0")} ${edge.label} ${model.thing(edge[end]).label.toLowerCase()}`;
}

/**
 * Returns a phrase and the place where it stands: on the source's page, and in its file.
 * @param {Evidence} evidence
 * @param {Pick<Doings, "page" | "file">} doings
 * @param {string} [before] words that come first
 */
export function phrase(evidence, doings, before = "") {
  return h(
    "p",
    { class: "evidence" },
    before,
    evidence.quote && h("q", {}, evidence.quote),
    " ",
    whereabouts(evidence, doings),
  );
}

/**
 * Returns the links to the place where a phrase stands.
 * @param {Evidence} evidence
 * @param {Pick<Doings, "page" | "file">} doings
 */
export function whereabouts(evidence, { page, file }) {
  const address = file(evidence);
  const inFile = h("span", { class: "file" }, " · ", link(address, "file"));
  return h(
    "span",
    { class: "place" },
    link(page(evidence.sourcePath, evidence.line), place(evidence)),
    address && inFile,
  );
}
