/** Results of queries as Yasgui's table shows them, put right in two ways. */

/**
 * Mends a table of results: text is compared as text, where Yasgui would read it as markup, and
 * what is named by an IRI of the graph links to its page here.
 * @param {any} Table the class of Yasgui's plugin
 * @param {string} base what the graph's IRIs begin with
 * @param {string} here the address of the pages
 */
export function mend(Table, base, here) {
  const { getColumns, getUriLinkFromBinding } = Table.prototype;
  Table.prototype.getColumns = function columns() {
    return getColumns
      .call(this)
      .map((/** @type {any} */ column) => ({ ...column, render: plainly(column.render) }));
  };
  Table.prototype.getUriLinkFromBinding = function link(/** @type {any[]} */ ...given) {
    return getUriLinkFromBinding.apply(this, given).replaceAll(`href="${base}`, `href="${here}`);
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
