/** Small parts of the page that do not depend on what is shown. */

import { byId, h, svg } from "./dom.js";
import { OUTLINES } from "./style.js";

/** @typedef {import("./model.js").Model} Model */

/** Fills the legend, and opens it where there is room for it. @param {Model} model */
export function legend(model) {
  const shown = /** @type {HTMLDetailsElement} */ (document.querySelector(".legend"));
  const samples = [
    ...model.shapes.map(({ name, outline }) => entry(name, outlined(name, outline))),
    entry("discontinued", outlined(model.shapes[0].name, model.shapes[0].outline, "discontinued")),
    ...[...model.families.values()].map(({ name, label, line }) =>
      entry(name === "other" ? `${label} relations` : label, arrow(name, line)),
    ),
  ];
  shown.append(h("ul", {}, ...samples));
  const wide = matchMedia("(min-width: 56rem)");
  shown.open = wide.matches;
  wide.addEventListener("change", () => (shown.open = wide.matches));
}

/** @param {string} text @param {SVGElement[]} sample */
function entry(text, sample) {
  return h("li", {}, svg("svg", { viewBox: "0 0 28 16", "aria-hidden": "true" }, ...sample), text);
}

/** @param {string} name @param {string} outline @param {string} [mark] */
function outlined(name, outline, mark) {
  const path = svg("path", { class: mark ?? "", d: OUTLINES[outline].path });
  Object.assign(path.style, { fill: `var(--${name})`, stroke: `var(--${name}-edge)` });
  return [path];
}

/** @param {string} family @param {string} line */
function arrow(family, line) {
  const bold = line === "bold";
  const shaft = svg("path", { class: `line ${line}`, d: bold ? "M1 8h20" : "M1 8h21" });
  const head = svg("path", { d: bold ? "M27 8l-8 -4v8z" : "M27 8l-6 -3v6z" });
  shaft.style.stroke = head.style.fill = `var(--${family})`;
  return [shaft, head];
}

/** Puts the address of this view into the clipboard; where there is none, it is shown to be copied. */
export async function copy() {
  const [button, status] = [byId("copy"), byId("status")];
  try {
    await navigator.clipboard.writeText(location.href);
    status.textContent = "The link to this view is in the clipboard.";
  } catch {
    status.textContent = location.href;
  }
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1500);
}
