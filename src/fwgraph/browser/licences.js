/** The licences of the packages that stand in a bundle. */

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns the packages and all that they depend on, sorted by name.
 * @param {string} here the folder of package.json and node_modules
 * @param {string[]} names
 */
export function bundled(here, names) {
  const found = new Set();
  const waiting = [...names];
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (!found.has(name)) {
      found.add(name);
      waiting.push(...Object.keys(manifest(here, name).dependencies ?? {}));
    }
  }
  return [...found].sort();
}

/**
 * Returns name, version, licence and the licence's text of each package.
 * @param {string} here
 * @param {string[]} names
 */
export function licences(here, names) {
  return names.map((name) => `${heading(manifest(here, name))}\n\n${terms(here, name)}\n`).join("\n");
}

/** @param {{name: string, version: string, license?: string}} of */
function heading(of) {
  const title = `${of.name} ${of.version} (${of.license ?? "see below"})`;
  return `${title}\n${"=".repeat(title.length)}`;
}

/**
 * Returns the text of a package's licence; where it has no file for it, who made it, and the
 * text of the licence that it names.
 * @param {string} here
 * @param {string} name
 */
function terms(here, name) {
  const folder = join(here, "node_modules", name);
  const files = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort();
  if (files.length) return files.map((file) => text(join(folder, file))).join("\n\n");
  const { author, contributors = [], license } = manifest(here, name);
  const makers = [author, ...contributors].map((maker) => maker?.name ?? maker).filter(Boolean);
  return [`Copyright (c) ${makers.join(", ")}`, license === "MIT" ? text(join(here, "MIT.txt")) : ""]
    .join("\n\n")
    .trim();
}

/** @param {string} path */
function text(path) {
  return readFileSync(path, "utf8").replaceAll("\r\n", "\n").trim();
}

/**
 * @param {string} here
 * @param {string} name
 */
function manifest(here, name) {
  const path = join(here, "node_modules", name, "package.json");
  if (!existsSync(path)) throw new Error(`${path} is missing`);
  return JSON.parse(readFileSync(path, "utf8"));
}
