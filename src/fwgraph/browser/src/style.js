/** How things and relations look in the drawing; all colours are those of palette.css. */

/** @typedef {(name: string) => string} Colour */

/** The shape of each sort of thing: told apart without colour. */
export const SHAPES = {
  framework: "round-rectangle",
  component: "ellipse",
  specification: "diamond",
  platform: "hexagon",
};

/** The line of each family of relations. */
export const LINES = { descent: "solid", dependence: "solid", other: "dashed" };

/** @returns {Colour} what a name of the palette stands for now, in light or in dark */
export function palette() {
  const properties = getComputedStyle(document.documentElement);
  return (name) => properties.getPropertyValue(`--${name}`).trim();
}

/**
 * Returns the style sheet of the drawing.
 * @param {Colour} colour
 * @returns {any[]}
 */
export function stylesheet(colour) {
  return [...things(colour), ...relations(colour), ...marks(colour)];
}

/** @param {Colour} colour */
function things(colour) {
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
  const sorts = Object.entries(SHAPES).map(([sort, shape]) => ({
    selector: `node[shape = "${sort}"]`,
    style: { shape, "background-color": colour(sort), "border-color": colour(`${sort}-edge`) },
  }));
  return [
    { selector: "node", style: look },
    ...sorts,
    { selector: "node[?discontinued]", style: { opacity: 0.68, "border-style": "dashed" } },
  ];
}

/** @param {Colour} colour */
function relations(colour) {
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
  const families = Object.entries(LINES).map(([family, line]) => ({
    selector: `edge[family = "${family}"]`,
    style: { "line-style": line, "line-color": colour(family), "target-arrow-color": colour(family) },
  }));
  return [
    { selector: "edge", style: look },
    ...families,
    { selector: 'edge[family = "descent"]', style: { width: 2.4 } },
    { selector: 'edge[family = "other"]', style: { opacity: 0.55 } },
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
