/** The explorer: a state in the address, and the parts of the page that show it. */

import { card } from "./card.js";
import { Combobox } from "./combobox.js";
import { turns } from "./days.js";
import { button, byId, h } from "./dom.js";
import { Drawing, MOST } from "./drawing.js";
import { Filters } from "./filters.js";
import { restrictions } from "./restrictions.js";
import { hidden, isolated, known, selected } from "./selection.js";
import { Sheet } from "./sheet.js";
import { Slider } from "./slider.js";
import { START, parse, written } from "./state.js";
import { told } from "./steps.js";
import { tables } from "./tables.js";
import { copy, legend } from "./tools.js";
import { counted, fileAddress, summary } from "./words.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("./model.js").Thing} Thing
 * @typedef {import("./state.js").State} State
 */

/** What a larger graph shows first, the first that can be read: the relations that tell most. */
const FIRST = [["dependence", "descent"], ["builtOn", "extends", "descent"]].map((relation) => ({
  ...START,
  relation,
}));
/** Things up to which a drawing can be read. */
const READABLE = 160;
/** Things up to which a graph is shown whole at first. */
const SMALL = 60;

/** The page. What a person does changes the address, and the address says what is shown. */
export class Explorer {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.paged = document.documentElement.dataset.pages !== "no";
    this.state = /** @type {State} */ (START);
    this.selection = selected(model, this.state);
    /** Where the keyboard goes once the next state is shown: an element or its id. @type {Element | string | undefined} */
    this.next = undefined;
    /** What the keyboard was on when a card was opened. @type {Element | null} */
    this.opener = null;
    this.tabled = "";
    this.ever = model.ever();
    this.first = this.beginning(model);
    this.drawing = new Drawing(model, byId("drawing"), (path) => this.change({ thing: path }));
    this.filters = new Filters(model, (change) => this.change(change));
    this.slider = new Slider(turns(model.source), model.source.day ?? "", (change) => this.change(change));
    this.sheet = new Sheet(byId("filters"), byId("open-filters"), byId("close-filters"));
    this.doings = {
      walk: (/** @type {string} */ path) => this.walk(path),
      focus: (/** @type {string} */ path) =>
        this.change({ ...this.released(), focus: path, thing: path, from: "", to: "" }, "card-title"),
      start: (/** @type {string} */ path) => this.startWay(path),
      close: () => this.close(),
      page: (/** @type {string} */ path, /** @type {number | null | undefined} */ line) => this.page(path, line),
      file: (/** @type {import("./model.js").Evidence} */ evidence) => fileAddress(this.model, evidence),
      sort: (/** @type {string[]} */ sort) => this.change({ sort }, document.activeElement?.id),
    };
  }

  /** Shows what the address says, now and whenever it changes. */
  start() {
    this.fields();
    this.buttons();
    window.addEventListener("hashchange", () => this.show());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.drawing.recolour());
    legend(this.model);
    if (location.hash.length < 2 && this.first !== START) history.replaceState(null, "", written(this.first));
    this.show();
  }

  /**
   * Returns what is shown first: everything, or a part where the whole is too much to begin with and
   * a part of it is there to see.
   * @param {Model} model
   * @returns {State}
   */
  beginning(model) {
    if (model.things.size <= SMALL) return START;
    const parts = FIRST.map((state) => known(model, state)).filter(({ relation }) => relation.length);
    return (
      parts.find((state) => selected(model, state).things.length <= READABLE) ?? parts.at(-1) ?? START
    );
  }

  fields() {
    const things = () => this.model.things.values();
    const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (byId(id));
    new Combobox(
      field("search"),
      things,
      ({ path }) => this.found(path),
      (q) => this.change({ ...this.released(), q, focus: "", from: "", to: "" }),
    );
    for (const end of /** @type {("from" | "to")[]} */ (["from", "to"])) {
      new Combobox(field(`way-${end}`), things, ({ path }) => this.ended(end, path));
      field(`way-${end}`).addEventListener("change", ({ target }) => {
        if (/** @type {HTMLInputElement} */ (target).value === "") this.change({ [end]: "" });
      });
    }
    for (const form of document.querySelectorAll("form"))
      form.addEventListener("submit", (event) => event.preventDefault());
  }

  buttons() {
    const press = (/** @type {string} */ id, /** @type {() => void} */ act) =>
      byId(id).addEventListener("click", act);
    press("zoom-in", () => this.drawing.zoom(1.3));
    press("zoom-out", () => this.drawing.zoom(1 / 1.3));
    press("zoom-fit", () => this.drawing.fit());
    press("copy", () => copy());
    press("everything", () => this.change({ ...START, view: this.state.view }));
    for (const radio of document.querySelectorAll('input[name="view"]')) {
      radio.addEventListener("change", () => this.change({ view: /** @type {any} */ (radio).value }));
    }
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.state.thing && !this.sheet.open) this.doings.close();
    });
  }

  /**
   * Goes to a changed state, which then can be gone back from.
   * @param {Partial<State>} change
   * @param {Element | string} [next] the element that the keyboard goes to, or its id
   */
  change(change, next) {
    this.next = next;
    const address = written({ ...this.state, ...change });
    if (address === written(this.state)) this.show();
    else location.hash = address;
  }

  /**
   * Returns the change that takes the filter of the first view away, where that is what is shown: it is
   * nobody's choice, and must not hide what was asked for.
   * @returns {Partial<State>}
   */
  released() {
    const { focus, from, to, relation } = this.state;
    const first = this.first.relation.join() === relation.join();
    return first && !focus && !(from && to) ? { relation: [] } : {};
  }

  /** Shows a thing that was searched for, with what is around it. @param {string} path */
  found(path) {
    this.opener = byId("search");
    this.change({ ...this.released(), focus: path, thing: path, q: "", from: "", to: "" }, "card-title");
  }

  /** Shows a thing's card; where the thing is not in view, what is around it as well. @param {string} path */
  walk(path) {
    if (!byId("detail").contains(document.activeElement)) this.opener = document.activeElement;
    const there = this.selection.things.some((thing) => thing.path === path);
    this.change(
      there ? { thing: path } : { ...this.released(), thing: path, focus: path, q: "", from: "", to: "" },
      "card-title",
    );
  }

  /** Closes the card; the keyboard goes back to where it was opened. */
  close() {
    this.change({ thing: "" }, this.opener?.isConnected ? this.opener : "stage");
  }

  /**
   * Takes one end of a way; the other one is asked for next, or the way is told.
   * @param {"from" | "to"} end
   * @param {string} path
   */
  ended(end, path) {
    const whole = { ...this.state, [end]: path };
    const missing = ["from", "to"].find((each) => !whole[/** @type {"from" | "to"} */ (each)]);
    if (!missing) this.sheet.hide();
    const released = missing ? {} : this.released();
    this.change({ ...released, [end]: path, thing: "" }, missing ? `way-${missing}` : "way-title");
  }

  /** @param {string} path */
  startWay(path) {
    this.sheet.show();
    this.change({ from: path, to: "" }, "way-to");
  }

  /**
   * Returns the address of a thing's page, or of a line of a source's; a page of its own has none
   * beside it, and names the IRI.
   * @param {string} path
   * @param {number | null} [line]
   */
  page(path, line) {
    if (/^[a-z]+:/i.test(path)) return path;
    return (this.paged ? path : this.model.base + path) + (line ? `#line-${line}` : "");
  }

  show() {
    this.state = known(this.model, parse(location.hash));
    this.model = this.model.on(this.state.on);
    this.selection = selected(this.model, this.state);
    this.showControls();
    this.showDetail();
    this.showStage();
    const next = typeof this.next === "string" ? document.getElementById(this.next) : this.next;
    this.next = undefined;
    if (next instanceof HTMLElement) next.focus();
  }

  showControls() {
    const { model, state } = this;
    const label = (/** @type {string} */ path) => model.things.get(path)?.label ?? "";
    this.filters.show(state);
    this.slider.show(state);
    /** @type {HTMLInputElement} */ (byId("search")).value = state.q || label(state.focus);
    /** @type {HTMLInputElement} */ (byId("way-from")).value = label(state.from);
    /** @type {HTMLInputElement} */ (byId("way-to")).value = label(state.to);
    for (const radio of document.querySelectorAll('input[name="view"]')) {
      /** @type {HTMLInputElement} */ (radio).checked =
        /** @type {HTMLInputElement} */ (radio).value === state.view;
    }
    const concealed = hidden(model, state, this.selection);
    byId("restrictions").replaceChildren(
      ...restrictions(model, state, concealed, (change) => this.change(change)),
    );
    byId("everything").hidden = written({ ...state, thing: "", view: "graph", sort: [] }) === written(START);
    const main = label(state.thing || state.focus) || "Explore";
    document.title = `${main} – ${this.model.title}`;
  }

  showDetail() {
    const { model, state, selection } = this;
    const thing = model.things.get(state.thing);
    const [way, section] = [byId("way"), byId("card")];
    const leave = { ...this.doings, close: () => this.change({ from: "", to: "" }, "stage") };
    way.hidden = !selection.steps.length;
    way.replaceChildren(
      ...(way.hidden ? [] : told(model, selection.steps, summary(model, state, selection), leave)),
    );
    section.hidden = !thing;
    section.replaceChildren(...(thing ? card(model, thing, this.doings) : []));
    byId("detail").hidden = way.hidden && section.hidden;
    if (!section.hidden && way.hidden) byId("detail").scrollTop = 0;
  }

  showStage() {
    const { model, state, selection } = this;
    const drawn = state.view === "graph";
    const count = summary(model, state, selection);
    byId("picture").hidden = !drawn;
    byId("tables").hidden = drawn;
    byId("stage").setAttribute("aria-label", drawn ? "Graph" : "Table");
    byId("drawing").setAttribute("aria-label", `${count}. The table view tells the same in words.`);
    this.showTables();
    this.showAlone();
    if (drawn) this.drawing.show(selection, state, state.on ? selected(this.ever, state) : undefined);
    const cut =
      drawn && selection.things.length > MOST
        ? `. Drawn are the ${MOST} with the most relations; the table has all.`
        : "";
    const text = count + cut;
    if (byId("status").textContent !== text) byId("status").textContent = text;
  }

  /** Names what the drawing leaves out because nothing relates to it. */
  showAlone() {
    const { state, selection } = this;
    const whole = state.view === "graph" && !state.focus && !selection.steps.length && !selection.lost;
    const alone = whole && selection.edges.length ? isolated(selection) : [];
    const names = alone.map(({ path, label }) =>
      h("li", {}, button(label, () => this.doings.focus(path), { class: "name" })),
    );
    byId("alone").hidden = !names.length;
    byId("alone").replaceChildren(
      h("summary", {}, `${counted(names.length, "thing")} without any of these relations`),
      h("ul", {}, ...names),
    );
  }

  /** Draws the tables where they are not those that stand there: the keyboard may be in them. */
  showTables() {
    const { model, state, selection } = this;
    const tabled = state.view === "graph" ? "" : written({ ...state, thing: "" });
    if (tabled === this.tabled) return;
    this.tabled = tabled;
    byId("tables").replaceChildren(...(tabled ? tables(model, selection, state.sort, this.doings) : []));
  }
}
