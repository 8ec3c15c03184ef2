/** The slider over the days of the sources. */

import { byId } from "./dom.js";

/** @typedef {import("./state.js").State} State */

/** Shows the graph of another day while a person moves it. */
export class Slider {
  /**
   * @param {string[]} days on which something changes, in their order
   * @param {string} newest the day of the graph itself
   * @param {(change: Partial<State>) => void} change
   */
  constructor(days, newest, change) {
    this.days = days;
    this.newest = newest;
    this.range = /** @type {HTMLInputElement} */ (byId("day"));
    this.range.max = String(days.length - 1);
    byId("days").hidden = days.length < 2;
    this.range.addEventListener("input", () => this.tell(this.chosen));
    this.range.addEventListener("change", () => change({ on: this.chosen }));
    byId("day-newest").addEventListener("click", () => change({ on: "" }));
  }

  /** The day at which it stands; "" for the graph as it is. */
  get chosen() {
    const place = Number(this.range.value);
    return place >= this.days.length - 1 ? "" : this.days[place];
  }

  /** Moves to the last change up to a day. @param {State} state */
  show({ on }) {
    const later = on ? this.days.findIndex((day) => day > on) : -1;
    this.range.value = String(later < 0 ? this.days.length - 1 : Math.max(0, later - 1));
    this.tell(on);
  }

  /** @param {string} on */
  tell(on) {
    const text = on || this.newest || this.days[this.days.length - 1] || "";
    byId("day-text").textContent = text;
    this.range.setAttribute("aria-valuetext", on ? text : `${text}, the newest`);
    byId("day-newest").hidden = !on;
  }
}
