/** The drawing: a selection as things and relations on a canvas. */

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";

import { arrange, chain, encircle } from "./layout.js";
import { isolated } from "./selection.js";
import { palette, stylesheet } from "./style.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Thing} Thing
 * @typedef {import("./model.js").Edge} Edge
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./state.js").State} State
 */

/** The style element that Cytoscape would add; explorer.css says the same, as pages may forbid such elements. */
const STYLE_ID = "__________cytoscape_stylesheet";

/** Things that are drawn at once: more are neither readable nor quick. */
export const MOST = 200;
/** Relations up to which each line carries its words. */
const FEW = 24;
/** The weight of the largest things, the square root of their relations. */
const HEAVIEST = 6;
const PADDING = 28;
const CLOSEST = 1.2;
/** The zoom below which most names are left out: a small screen starts with a part that can be read. */
const LEGIBLE = 0.65;
/** Pixels that a small drawing is wide at most. */
const SMALL = 700;

cytoscape.use(fcose);

/** A canvas that shows one selection at a time. */
export class Drawing {
  /**
   * @param {Model} model
   * @param {HTMLElement} container
   * @param {(path: string) => void} choose is called with the thing that was clicked, or with "" for the ground
   */
  constructor(model, container, choose) {
    this.model = model;
    if (!document.getElementById(STYLE_ID)) {
      document.head.append(Object.assign(document.createElement("meta"), { id: STYLE_ID }));
    }
    this.cy = cytoscape({
      container,
      style: stylesheet(this.model, palette()),
      minZoom: 0.1,
      maxZoom: 4,
      boxSelectionEnabled: false,
      autounselectify: true,
    });
    this.shown = "";
    this.moved = false;
    this.cy.on("tap", (event) =>
      choose(event.target === this.cy || event.target.isEdge() ? "" : event.target.id()),
    );
    this.cy.on("scrollzoom pinchzoom dragpan", () => (this.moved = true));
    const touched = (/** @type {any} */ target) => (target.isEdge() ? target : target.connectedEdges());
    this.cy.on("mouseover", "node, edge", ({ target }) => touched(target).addClass("pointed"));
    this.cy.on("mouseout", "node, edge", ({ target }) => touched(target).removeClass("pointed"));
    new ResizeObserver(() => this.resize()).observe(container);
  }

  /**
   * Draws a selection; where it is the one that is drawn, only the marks change.
   * @param {Selection} selection
   * @param {State} state
   * @param {Selection} [ever] what is shown on all days together: where it is given, things stand as in it
   */
  show(selection, state, ever = selection) {
    const { things, edges } = drawable(selection, state);
    const elements = [...things.map((thing) => node(thing, edges, selection.neighbours)), ...edges.map(line)];
    const around = !selection.steps.length && state.depth === 1 ? state.focus : "";
    const shown = JSON.stringify([around, elements]);
    if (shown !== this.shown) {
      this.shown = shown;
      const here = new Set(elements.map(({ data }) => data.id));
      const whole = ever === selection ? selection : drawable(ever, state);
      const others = [
        ...whole.things.map((thing) => node(thing, whole.edges, ever.neighbours)),
        ...whole.edges.map(line),
      ].filter(({ data }) => ever !== selection && !here.has(data.id));
      this.cy.batch(() => {
        this.cy.elements().remove();
        this.cy.add([...elements, ...others]);
        this.cy.edges().toggleClass("said", edges.length <= FEW);
        this.cy.edges().toggleClass("way", selection.steps.length > 0);
      });
      if (selection.steps.length)
        chain(this.cy, [selection.steps[0].nears, ...selection.steps.map(({ fars }) => fars)]);
      else if (around) encircle(this.cy, around);
      else arrange(this.cy, edges.length <= FEW);
      this.cy.remove(this.cy.elements().filter((each) => !here.has(each.id())));
      if (around) this.cy.edges().not(this.cy.getElementById(around).connectedEdges()).addClass("beside");
      this.mark(state);
      this.begin();
    } else this.mark(state);
  }

  /**
   * Marks the focus and the chosen thing with all that touches it, and fades the rest.
   * @param {State} state
   */
  mark({ focus, thing }) {
    const chosen = this.cy.getElementById(thing);
    const near = chosen.closedNeighborhood();
    this.cy.batch(() => {
      this.cy.elements().removeClass("focus chosen near faded");
      this.cy.getElementById(focus).addClass("focus").connectedEdges().addClass("near");
      chosen.addClass("chosen");
      near.addClass("near");
      if (chosen.nonempty() && !this.cy.edges(".way").nonempty())
        this.cy.elements().difference(near).addClass("faded");
    });
    const { x1, y1, x2, y2 } = this.cy.extent();
    const { x, y } = chosen.nonempty() ? chosen.position() : { x: x1, y: y1 };
    if (x < x1 || x > x2 || y < y1 || y > y2) this.cy.center(chosen);
  }

  /** Takes the colours again, after a change between light and dark. */
  recolour() {
    this.cy.style(stylesheet(this.model, palette()));
  }

  /** Shows all that is drawn, and not larger than is comfortable. */
  fit() {
    this.moved = false;
    this.cy.resize();
    this.cy.fit(undefined, PADDING);
    if (this.cy.zoom() > CLOSEST) {
      this.cy.zoom(CLOSEST);
      this.cy.center();
    }
  }

  /** Shows all, or on a small screen what is around the focus or the largest thing. */
  begin() {
    this.fit();
    if (this.cy.width() > SMALL || this.cy.zoom() > LEGIBLE || this.cy.edges(".way").nonempty()) return;
    const focus = this.cy.nodes(".focus, .chosen");
    this.cy.zoom(LEGIBLE);
    this.cy.center(focus.nonempty() ? focus : this.cy.nodes().max((node) => node.degree(false)).ele);
  }

  /** Follows a change of the room there is, unless a person has moved the drawing. */
  resize() {
    if (this.moved) this.cy.resize();
    else this.begin();
  }

  /** @param {number} factor */
  zoom(factor) {
    this.moved = true;
    const middle = { x: this.cy.width() / 2, y: this.cy.height() / 2 };
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: middle });
  }
}

/**
 * Returns what of a selection is drawn: what relates to something, unless that is in focus or
 * nothing does; where it is too much, the things with the most relations.
 * @param {Selection} selection
 * @param {State} state
 */
export function drawable(selection, { focus, from, to }) {
  const { edges } = selection;
  const alone = new Set(focus || (from && to) || !edges.length ? [] : isolated(selection));
  const things = selection.things.filter((thing) => !alone.has(thing));
  if (things.length <= MOST) return { things, edges };
  const degree = degrees(edges);
  const ranked = [...things].sort(
    (one, other) => (degree.get(other.path) ?? 0) - (degree.get(one.path) ?? 0),
  );
  const kept = new Set(ranked.slice(0, MOST).map(({ path }) => path));
  const between = edges.filter(({ from, to }) => kept.has(from) && kept.has(to));
  const related = new Set([focus, ...between.flatMap(({ from, to }) => [from, to])]);
  return { things: things.filter(({ path }) => kept.has(path) && related.has(path)), edges: between };
}

/** @param {Edge[]} edges @returns {Map<string, number>} */
function degrees(edges) {
  const found = new Map();
  for (const end of edges.flatMap(({ from, to }) => [from, to])) found.set(end, (found.get(end) ?? 0) + 1);
  return found;
}

/**
 * @param {Thing} thing
 * @param {Edge[]} edges
 * @param {Set<string>} neighbours
 */
function node({ path, label, shape, discontinued }, edges, neighbours) {
  const weight = Math.min(
    HEAVIEST,
    Math.sqrt(edges.filter(({ from, to }) => from === path || to === path).length),
  );
  const data = { id: path, label, shape, discontinued, size: 12 + 5 * weight, letter: 13 + 2 * weight };
  return { data, classes: neighbours.has(path) ? "neighbour" : "" };
}

/** @param {Edge} edge */
function line({ id, from, to, label, family }) {
  return { data: { id, source: from, target: to, label, family } };
}
