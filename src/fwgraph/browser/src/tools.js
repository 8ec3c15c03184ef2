/** Small parts of the page that do not depend on what is shown. */

import { byId } from "./dom.js";

/** Opens the legend where there is room for it. */
export function legend() {
  const shown = /** @type {HTMLDetailsElement} */ (document.querySelector(".legend"));
  const wide = matchMedia("(min-width: 56rem)");
  shown.open = wide.matches;
  wide.addEventListener("change", () => (shown.open = wide.matches));
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
