/** Starts Yasgui over the endpoint beside this page; nothing else is ever asked. */

import { byId, h } from "./dom.js";
import { declared } from "./prefixes.js";
import { mend } from "./results.js";

/**
 * @typedef {{label: string, query: string}} Example
 * @typedef {{base: string, on: string, prefixes: Record<string, string>, first: string, examples: Example[]}} Page
 */

/** Yasgui is a script of its own, loaded before this one. @type {any} */
const { Yasgui } = /** @type {any} */ (globalThis);

/** Returns what the page says in its block of JSON. @returns {Page} */
function read() {
  const written = JSON.parse(document.getElementById("query-page")?.textContent || "{}");
  return {
    base: written.base ?? "https://w3id.org/fwgraph/",
    on: written.on ?? "",
    prefixes: written.prefixes ?? {},
    first: written.first ?? "",
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
function settings({ prefixes, first }, endpoint) {
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
      value: declared(first, prefixes),
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
function chooser(yasgui, { first, examples, prefixes }) {
  const queries = examples.map(({ query }) => declared(query, prefixes));
  const options = examples.map(({ label }, place) => h("option", { value: place }, label));
  const choice = /** @type {HTMLSelectElement} */ (
    h("select", { id: "examples" }, h("option", { value: "" }, "Choose …"), ...options)
  );
  choice.addEventListener("change", () => {
    if (choice.value === "") return;
    const query = queries[Number(choice.value)];
    const tab = yasgui.getTab();
    const own = tab && ![...queries, declared(first, prefixes), ""].includes(tab.getQuery());
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
