/** A text field with a list of things below it: the combobox pattern of WAI-ARIA 1.2. */

import { h } from "./dom.js";
import { search } from "./names.js";

/** @typedef {import("./model.js").Thing} Thing */
/** @typedef {import("./names.js").Match} Match */

const LONGEST = 12;

/** Suggests things by label and alias while a person types. */
export class Combobox {
  /**
   * @param {HTMLInputElement} input followed in the page by its list
   * @param {() => Iterable<Thing>} things what can be found
   * @param {(thing: Thing) => void} choose
   * @param {(typed: string) => void} [enter] is called with words for which no thing was chosen
   */
  constructor(input, things, choose, enter = () => {}) {
    this.input = input;
    this.list = /** @type {HTMLElement} */ (document.getElementById(`${input.id}-list`));
    this.things = things;
    this.choose = choose;
    this.enter = enter;
    /** @type {Match[]} */
    this.matches = [];
    this.active = -1;
    this.list.setAttribute("role", "listbox");
    const roles = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
    input.addEventListener("input", () => this.suggest());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
  }

  /** Shows what fits the typed words. */
  suggest() {
    this.matches = search(this.things(), this.input.value).slice(0, LONGEST);
    this.active = -1;
    const options = this.matches.map((match, place) => this.option(match, place));
    const nothing = h("li", { class: "none" }, "Nothing is called that.");
    this.list.replaceChildren(...(options.length ? options : [nothing]));
    this.open(this.input.value.trim() !== "");
  }

  /**
   * @param {Match} match
   * @param {number} place
   */
  option({ thing, name }, place) {
    const item = h(
      "li",
      {
        role: "option",
        id: `${this.list.id}-${place}`,
        "aria-selected": "false",
        class: thing.discontinued && "discontinued",
      },
      h("span", {}, thing.label),
      name !== thing.label && h("span", { class: "quiet" }, name),
      h("span", { class: "quiet end" }, thing.kinds[0] ?? thing.shape),
    );
    // The field keeps the focus: a press of the mouse must not take it away before the click.
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => this.take(place));
    return item;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const last = this.matches.length - 1;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowDown: this.active < last ? this.active + 1 : 0,
      ArrowUp: this.active > 0 ? this.active - 1 : last,
    };
    if (event.key in moves && last >= 0) {
      event.preventDefault();
      if (this.list.hidden) this.open(true);
      this.point(moves[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.entered();
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  /** Takes the marked thing, or one that is called exactly what was typed. */
  entered() {
    const exact = this.matches.findIndex(({ rank }) => rank === 0);
    const place = this.active >= 0 ? this.active : exact;
    if (place >= 0) return this.take(place);
    this.close();
    this.enter(this.input.value.trim());
  }

  /** @param {number} place */
  take(place) {
    const { thing } = this.matches[place];
    this.close();
    this.choose(thing);
  }

  /** @param {number} place */
  point(place) {
    this.active = place;
    [...this.list.children].forEach((item, number) =>
      item.setAttribute("aria-selected", String(number === place)),
    );
    this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
    this.list.children[place].scrollIntoView({ block: "nearest" });
  }

  /** @param {boolean} open */
  open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.open(false);
  }
}
