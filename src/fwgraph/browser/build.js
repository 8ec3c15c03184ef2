/**
 * Bundles the sources into dist/: the files that `fwgraph serve`, `site` and `draw` hand out.
 *
 * The same inputs give the same bytes. What a bundle contains is written out in
 * LICENSES.txt with every licence; explorer.js carries the licences of its own libraries as
 * well, because a drawing of one file has nothing else with it.
 */

import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { bundled, licences } from "./licences.js";

const here = import.meta.dirname;
const dist = join(here, "node_modules/.dist");
const FONTS = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"];
const DRAWING = ["cytoscape", "cytoscape-fcose"];
const SHIPPED = [...DRAWING, "@zazuko/yasgui", "dejavu-fonts-ttf"];

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: here,
  outdir: dist,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: "es2022",
  legalComments: "none",
  logLevel: "warning",
};

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "fonts"), { recursive: true });

await build({
  ...common,
  entryPoints: { explorer: "src/main.js", query: "src/query.js" },
  format: "iife",
});
await build({
  ...common,
  entryPoints: { explorer: "src/explorer.css", "yasgui.min": "src/query.css" },
  external: ["*.woff2", "*.ttf"],
});

const notice = `/*!\n${licences(here, bundled(here, DRAWING)).replaceAll("*/", "* /")}*/\n`;
const explorer = join(dist, "explorer.js");
writeFileSync(explorer, notice + readFileSync(explorer, "utf8"));

for (const file of ["explorer.html", "icon.svg"]) copyFileSync(join(here, "src", file), join(dist, file));
const yasgui = readFileSync(join(here, "node_modules/@zazuko/yasgui/build/yasgui.min.js"), "utf8");
writeFileSync(join(dist, "yasgui.min.js"), yasgui.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
for (const font of FONTS) {
  copyFileSync(join(here, "node_modules/dejavu-fonts-ttf/ttf", font), join(dist, "fonts", font));
}
writeFileSync(join(dist, "LICENSES.txt"), licences(here, bundled(here, SHIPPED)));

// A drawing of one file has the explorer inside a <script> element, which these would end.
for (const name of ["explorer.js", "explorer.css"]) {
  if (/<\/(script|style)|<!--/i.test(readFileSync(join(dist, name), "utf8"))) {
    throw new Error(`${name} cannot stand inside a page: it holds "</script", "</style" or "<!--"`);
  }
}

// What was there before stays whole until everything new is there.
rmSync(join(here, "dist"), { recursive: true, force: true });
renameSync(dist, join(here, "dist"));
