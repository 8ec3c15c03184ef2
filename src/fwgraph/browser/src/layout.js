/** Where things stand: the fcose layout, the same for the same selection. */

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
  cy.nodes().forEach((node, place) => {
    node.position({ x: 40 * (place % 20), y: 40 * Math.floor(place / 20) });
  });
  const options = { ...FCOSE, idealEdgeLength: () => (said ? LONG : SHORT) };
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
