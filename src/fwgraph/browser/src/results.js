/** Results of queries as Yasgui's table shows them, put right in three ways. */

/** What ends the name of a column of the IRIs whose labels stand in the column before that. */
const IRI_ENDING = "_iri";

/**
 * Mends a table of results: text is compared as text, where Yasgui would read it as markup, what
 * is named by an IRI of the graph links to its page here, and a label takes the place of its IRI:
 * beside a column ``name``, one called ``name_iri`` is where the names link to.
 * @param {any} Table the class of Yasgui's plugin
 * @param {string} base what the graph's IRIs begin with
 * @param {string} here the address of the pages
 */
export function mend(Table, base, here) {
  const { getColumns, getUriLinkFromBinding } = Table.prototype;
  Table.prototype.getColumns = function columns() {
    const columns = getColumns.call(this);
    const names = columns.map((/** @type {any} */ { name }) => name);
    const open = this.config?.openIriInNewWindow ? "_blank" : "_self";
    return columns.map((/** @type {any} */ column) => {
      const iris = names.indexOf(`${column.name}${IRI_ENDING}`);
      const isBeside = column.name.endsWith(IRI_ENDING) && names.includes(stem(column.name));
      const render = iris < 1 ? column.render : linked(column.render, iris, base, here, open);
      return { ...column, ...(isBeside ? { visible: false } : {}), render: plainly(render) };
    });
  };
  Table.prototype.getUriLinkFromBinding = function link(/** @type {any[]} */ ...given) {
    return getUriLinkFromBinding.apply(this, given).replaceAll(`href="${base}`, `href="${here}`);
  };
}

/** @param {string} name */
function stem(name) {
  return name.slice(0, -IRI_ENDING.length);
}

/**
 * Returns a renderer of labels that links them to what the row has in another column.
 * @param {(data: any, type: string | undefined, row: any[], ...rest: any[]) => unknown} render
 * @param {number} iris the place of that column
 * @param {string} base
 * @param {string} here
 * @param {string} open
 */
function linked(render, iris, base, here, open) {
  return (/** @type {any} */ data, /** @type {any} */ type, /** @type {any[]} */ row, /** @type {any[]} */ ...rest) => {
    const iri = row?.[iris]?.type === "uri" ? row[iris].value : "";
    if (type !== "display" || !/^https?:/.test(iri) || data?.value === undefined) {
      return render(data, type, row, ...rest);
    }
    const place = iri.startsWith(base) ? here + iri.slice(base.length) : iri;
    const quoted = escaped(place).replaceAll('"', "&quot;");
    return `<a class="iri" href="${quoted}" target="${open}" rel="noopener">${escaped(data.value)}</a>`;
  };
}

/**
 * Returns a renderer that escapes what is sorted and searched.
 * @param {(data: any, type: string | undefined, ...rest: any[]) => unknown} render
 */
function plainly(render) {
  return (/** @type {any} */ data, /** @type {string | undefined} */ type, /** @type {any[]} */ ...rest) => {
    const compared = type === "filter" || type === "sort" || !type;
    return compared && data?.value !== undefined ? escaped(data.value) : render(data, type, ...rest);
  };
}

/** @param {string} text */
export function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
