/** Prefixes of SPARQL queries. */

/**
 * Returns a query with a declaration for each known prefix that it uses and does not declare.
 * @param {string} query
 * @param {Record<string, string>} prefixes
 */
export function declared(query, prefixes) {
  const code = query.replace(/<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g, " ");
  const missing = Object.keys(prefixes).filter((name) => uses(code, name) && !declares(code, name));
  const lines = missing.sort().map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`);
  return lines.length ? `${lines.join("")}\n${query}` : query;
}

/**
 * @param {string} code
 * @param {string} name
 */
function uses(code, name) {
  return new RegExp(`(^|[^\\w?$.:-])${name}:`, "m").test(code);
}

/**
 * @param {string} code
 * @param {string} name
 */
function declares(code, name) {
  return new RegExp(`\\bPREFIX\\s+${name}:`, "i").test(code);
}
