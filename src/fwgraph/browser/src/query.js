/** Starts Yasgui over the endpoint beside this page; nothing else is ever asked. */

import { byId, h } from "./dom.js";
import { declared } from "./prefixes.js";
import { mend } from "./results.js";

/**
 * @typedef {{label: string, query: string}} Example
 * @typedef {{base: string, on: string, prefixes: Record<string, string>, examples: Example[]}} Page
 */

/** What stands in the editor at first where the page names no example. */
const FIRST =
  "SELECT ?framework ?name WHERE {\n  ?framework a fw:Framework ; rdfs:label ?name\n}\nORDER BY ?name\nLIMIT 20\n";

/** Yasgui is a script of its own, loaded before this one. @type {any} */
const { Yasgui } = /** @type {any} */ (globalThis);

/** Returns what the page says in its block of JSON. @returns {Page} */
function read() {
  const written = JSON.parse(document.getElementById("query-page")?.textContent || "{}");
  return {
    base: written.base ?? "https://w3id.org/fwgraph/",
    on: written.on ?? "",
    prefixes: written.prefixes ?? {},
    examples: written.examples ?? [],
  };
}

/**
 * Completes prefixes from the page's own: the list that comes with Yasgui is of the whole web.
 * @param {Record<string, string>} prefixes
 */
function complete(prefixes) {
  const known = Object.entries(prefixes)
    .map(([name, iri]) => `${name}: <${iri}>`)
    .sort();
  Yasgui.Yasqe.forkAutocompleter("prefixes", { name: "prefixes", get: () => known });
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes", "variables"];
}

/**
 * Returns the settings: one endpoint, no proxy, no short links, no list of other endpoints.
 * @param {Page} page
 * @param {string} endpoint
 */
function settings({ prefixes, examples }, endpoint) {
  const here = (/** @type {any} */ tab) => ({ ...tab, requestConfig: { ...tab.requestConfig, endpoint } });
  return {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: false,
    corsProxy: undefined,
    populateFromUrl: here,
    persistenceId: `fwgraph ${location.pathname}`,
    autofocus: false,
    yasqe: {
      value: declared(examples[0]?.query ?? FIRST, prefixes),
      autocompleters: ["prefixes", "variables"],
      prefixCcApi: null,
      createShortLink: undefined,
      editorHeight: "20rem",
    },
    yasr: { prefixes, pluginOrder: ["table", "response"], defaultPlugin: "table" },
  };
}

/**
 * Returns a list of examples; a chosen one is put into the editor, or into a new tab where the
 * editor holds what a person wrote.
 * @param {any} yasgui
 * @param {Page} page
 */
function chooser(yasgui, { examples, prefixes }) {
  const queries = examples.map(({ query }) => declared(query, prefixes));
  const options = examples.map(({ label }, place) => h("option", { value: place }, label));
  const choice = /** @type {HTMLSelectElement} */ (
    h("select", { id: "examples" }, h("option", { value: "" }, "Choose …"), ...options)
  );
  choice.addEventListener("change", () => {
    if (choice.value === "") return;
    const query = queries[Number(choice.value)];
    const tab = yasgui.getTab();
    const own = tab && ![...queries, ""].includes(tab.getQuery());
    if (own) yasgui.addTab(true, { yasqe: { value: query } });
    else tab.setQuery(query);
    choice.value = "";
  });
  return h("p", { class: "examples" }, h("label", { for: "examples" }, "Examples"), choice);
}

function start() {
  const page = read();
  const asked = page.on ? `?on=${encodeURIComponent(page.on)}` : "";
  const endpoint = new URL(`sparql${asked}`, document.baseURI).href;
  const room = byId("yasgui");
  complete(page.prefixes);
  mend(Yasgui.Yasr.plugins.table, page.base, new URL(".", document.baseURI).href);
  const yasgui = new Yasgui(room, settings(page, endpoint));
  const keep = (/** @type {any} */ tab) => tab.getEndpoint() !== endpoint && tab.setEndpoint(endpoint);
  Object.values(yasgui._tabs).forEach(keep);
  yasgui.on("tabAdd", (/** @type {any} */ _, /** @type {string} */ id) =>
    setTimeout(() => keep(yasgui.getTab(id))),
  );
  if (page.examples.length) room.before(chooser(yasgui, page));
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
