/** Where things stand: the fcose layout, the same for the same selection. */

import { compare } from "./model.js";

/** @typedef {import("cytoscape").Core} Core */

/** Options of the layout, in the pixels of a drawing that is not zoomed. */
const FCOSE = {
  name: "fcose",
  quality: "proof",
  randomize: true,
  animate: false,
  fit: false,
  nodeDimensionsIncludeLabels: true,
  nodeRepulsion: () => 3200,
  edgeElasticity: () => 0.3,
  nodeSeparation: 70,
  gravity: 0.5,
  gravityRange: 2.4,
  numIter: 2500,
  packComponents: false,
  tile: true,
  tilingPaddingVertical: 24,
  tilingPaddingHorizontal: 24,
};

/** Things from which on a layout is made with less care: it would take seconds. */
const MANY = 120;

/** How long a relation is at best: without words on its line, and with them. */
const [SHORT, LONG] = [38, 110];

/** How much a layout is stretched at most. */
const STRETCH = 1.5;

/** Pixels between two things of a way: room for the words on the line, and between ways beside each other. */
const [STRIDE, ASIDE] = [190, 90];

/**
 * Lays out everything that the drawing holds.
 * @param {Core} cy
 * @param {boolean} said whether the relations carry their words
 */
export function arrange(cy, said) {
  const quick = cy.nodes().length > MANY ? { quality: "default", numIter: 1000 } : {};
  cy.nodes().forEach((node, place) => {
    node.position({ x: 40 * (place % 20), y: 40 * Math.floor(place / 20) });
  });
  const options = { ...FCOSE, ...quick, idealEdgeLength: () => (said ? LONG : SHORT) };
  steadily(() => cy.layout(/** @type {import("cytoscape").LayoutOptions} */ (options)).run());
  stretch(cy);
}

/**
 * Stretches a layout towards the shape of the room there is, so that names have space.
 * @param {Core} cy
 */
function stretch(cy) {
  const { w, h } = cy.nodes().boundingBox({});
  const wanted = cy.width() / cy.height() / (w / h) || 1;
  const x = Math.min(STRETCH, Math.max(1, wanted));
  const y = Math.min(STRETCH, Math.max(1, 1 / wanted));
  cy.nodes().forEach((node) => {
    const position = node.position();
    node.position({ x: position.x * x, y: position.y * y });
  });
}

/** Pixels between things on a ring, between rings, and from the middle to the first at least. */
const [NEXT, RING, INNERMOST] = [88, 92, 200];

/**
 * Lays out a neighbourhood as rings around a thing, so that each relation to it can be read; the
 * same relations stand together.
 * @param {Core} cy
 * @param {string} middle
 */
export function encircle(cy, middle) {
  const centre = cy.getElementById(middle);
  const relation = (/** @type {import("cytoscape").NodeSingular} */ node) =>
    node
      .edgesWith(centre)
      .map((edge) => `${edge.data("family")} ${edge.source().same(centre)} ${edge.data("label")}`)
      .sort()[0] ?? "";
  const others = cy
    .nodes()
    .toArray()
    .filter((node) => !node.same(centre))
    .map((node) => ({ node, key: `${relation(node)} ${node.data("label")}` }))
    .sort((one, other) => compare(one.key, other.key));
  const rings = 1 + Math.floor(others.length / 18);
  const radius = Math.max(INNERMOST, (NEXT * others.length) / rings / (2 * Math.PI));
  const wide = Math.sqrt(Math.min(1.8, Math.max(0.6, cy.width() / cy.height() || 1)));
  centre.position({ x: 0, y: 0 });
  others.forEach(({ node }, place) => {
    const angle = (2 * Math.PI * place) / others.length - Math.PI / 2;
    const away = radius + RING * (place % rings);
    node.position({ x: away * Math.cos(angle) * wide, y: (away * Math.sin(angle)) / wide });
  });
}

/**
 * Lays out ways as a chain, along the longer side of the drawing; what can stand for each other, side by side.
 * @param {Core} cy
 * @param {string[][]} stations the things in their order
 */
export function chain(cy, stations) {
  const wide = cy.width() > cy.height();
  stations.forEach((paths, place) => {
    paths.forEach((path, number) => {
      const aside = number - (paths.length - 1) / 2;
      const position = wide
        ? { x: STRIDE * place, y: ASIDE * aside }
        : { x: STRIDE * 0.8 * aside, y: 0.6 * STRIDE * place };
      cy.getElementById(path).position(position);
    });
  });
}

/**
 * Runs a layout with random numbers that are the same each time. It runs to its end at once,
 * so that nothing else sees these numbers.
 * @param {() => void} run
 */
function steadily(run) {
  const { random } = Math;
  Math.random = numbers(20160604);
  try {
    run();
  } finally {
    Math.random = random;
  }
}

/**
 * Returns a source of numbers from 0 up to 1: a linear congruential generator is good enough to
 * shake a drawing.
 * @param {number} seed
 */
function numbers(seed) {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}
