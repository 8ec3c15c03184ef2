/** A panel that covers a narrow screen while it is open; a wide one shows it always. */

export class Sheet {
  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} opener
   * @param {HTMLElement} closer
   */
  constructor(panel, opener, closer) {
    this.panel = panel;
    this.narrow = matchMedia("(max-width: 56rem)");
    this.opener = opener;
    opener.addEventListener("click", () => (this.open ? this.hide() : this.show()));
    closer.addEventListener("click", () => this.hide());
    this.narrow.addEventListener("change", () => this.set(false));
    panel.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.open) this.hide();
    });
  }

  get open() {
    return this.panel.classList.contains("open");
  }

  /** Covers the page, where it is narrow. */
  show() {
    if (!this.narrow.matches) return;
    this.set(true);
    this.panel.querySelector("button")?.focus();
  }

  hide() {
    if (!this.open) return;
    this.set(false);
    this.opener.focus();
  }

  /** @param {boolean} open */
  set(open) {
    this.panel.classList.toggle("open", open);
    this.opener.setAttribute("aria-expanded", String(open));
    for (const covered of document.querySelectorAll("header, main, aside")) {
      /** @type {HTMLElement} */ (covered).inert = open;
    }
  }
}
