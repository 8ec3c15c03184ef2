/** How things and relations look in the drawing; all colours are those of palette.css. */

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {(name: string) => string} Colour
 */

/**
 * How the outlines of the ontology are drawn here: by Cytoscape, and in the legend, 28 by 16 pixels.
 * @type {Record<string, {shape: string, path: string}>}
 */
export const OUTLINES = {
  rounded: {
    shape: "round-rectangle",
    path: "M10 1h8a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-8a3 3 0 0 1-3-3v-8a3 3 0 0 1 3-3z",
  },
  box: { shape: "ellipse", path: "M7 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0z" },
  parallelogram: { shape: "diamond", path: "M14 0l8 8l-8 8l-8-8z" },
  hexagon: { shape: "hexagon", path: "M10 1h8l4 7l-4 7h-8l-4-7z" },
  octagon: { shape: "octagon", path: "M11 1h6l4 4v6l-4 4h-6l-4-4v-6z" },
};

/**
 * How its lines are drawn.
 * @type {Record<string, any>}
 */
const LINES = {
  bold: { "line-style": "solid", width: 2.4 },
  solid: { "line-style": "solid" },
  dotted: { "line-style": "dotted" },
  dashed: { "line-style": "dashed", opacity: 0.55 },
};

/** @returns {Colour} what a name of the palette stands for now, in light or in dark */
export function palette() {
  const properties = getComputedStyle(document.documentElement);
  return (name) => properties.getPropertyValue(`--${name}`).trim();
}

/**
 * Returns the style sheet of the drawing of a model.
 * @param {Model} model
 * @param {Colour} colour
 * @returns {any[]}
 */
export function stylesheet(model, colour) {
  return [...things(model, colour), ...relations(model, colour), ...marks(colour)];
}

/**
 * @param {Model} model
 * @param {Colour} colour
 */
function things(model, colour) {
  const look = {
    label: "data(label)",
    width: "data(size)",
    height: "data(size)",
    "font-family": "system-ui, sans-serif",
    "font-size": "data(letter)",
    "min-zoomed-font-size": 7.5,
    "text-valign": "bottom",
    "text-margin-y": 4,
    "text-max-width": "110px",
    "text-wrap": "wrap",
    color: colour("ink"),
    "text-outline-color": colour("ground"),
    "text-outline-width": 2,
    "border-width": 1.5,
    "overlay-opacity": 0,
  };
  const sorts = model.shapes.map(({ name, outline }) => ({
    selector: `node[shape = "${name}"]`,
    style: {
      shape: OUTLINES[outline].shape,
      "background-color": colour(name),
      "border-color": colour(`${name}-edge`),
    },
  }));
  return [
    { selector: "node", style: look },
    ...sorts,
    { selector: "node[?discontinued]", style: { opacity: 0.68, "border-style": "dashed" } },
  ];
}

/**
 * @param {Model} model
 * @param {Colour} colour
 */
function relations(model, colour) {
  const look = {
    width: 1.2,
    "curve-style": "bezier",
    "target-arrow-shape": "triangle",
    "arrow-scale": 0.8,
    "font-size": 11,
    "min-zoomed-font-size": 7.5,
    "text-rotation": "autorotate",
    "text-background-color": colour("ground"),
    "text-background-opacity": 0.9,
    "text-background-padding": "2px",
    color: colour("quiet"),
    "overlay-opacity": 0,
  };
  const families = [...model.families.values()].map(({ name, line }) => ({
    selector: `edge[family = "${name}"]`,
    style: { ...LINES[line], "line-color": colour(name), "target-arrow-color": colour(name) },
  }));
  return [
    { selector: "edge", style: look },
    ...families,
    {
      selector: "edge.said, edge.near, edge.pointed",
      style: { label: "data(label)", opacity: 1, "z-index": 2 },
    },
  ];
}

/** Returns the style of what is faded, near, chosen or on a way. @param {Colour} colour */
function marks(colour) {
  return [
    { selector: "node.neighbour", style: { opacity: 0.75 } },
    { selector: "edge.beside", style: { opacity: 0.3 } },
    { selector: ".faded", style: { opacity: 0.15 } },
    { selector: "node.near, node.focus, node.chosen", style: { "min-zoomed-font-size": 0, opacity: 1 } },
    { selector: "node.focus", style: { "border-width": 3 } },
    {
      selector: "node.chosen",
      style: { "border-width": 4, "border-color": colour("accent"), "border-style": "solid" },
    },
    { selector: "edge.way", style: { width: 3, "font-size": 13, "text-rotation": "none" } },
  ];
}
