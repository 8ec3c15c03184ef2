/** Reads the graph and starts the explorer. */

import { byId } from "./dom.js";
import { Explorer } from "./explorer.js";
import { Model } from "./model.js";

/** Returns the graph that stands in the page (`<script type="application/json" id="graph">`), or else the one beside it. */
async function read() {
  const inside = document.getElementById("graph");
  if (inside) return JSON.parse(inside.textContent ?? "");
  const answer = await fetch("graph.json");
  if (!answer.ok) throw new Error(`graph.json: ${answer.status} ${answer.statusText}`);
  return answer.json();
}

/** Lets the first link lead to the drawing without a change of the address, which tells the view. */
function skip() {
  document.querySelector(".skip")?.addEventListener("click", (event) => {
    event.preventDefault();
    byId("stage").focus();
  });
}

async function start() {
  skip();
  try {
    new Explorer(new Model(await read())).start();
  } catch (error) {
    byId("status").textContent =
      `The graph cannot be read: ${error instanceof Error ? error.message : error}`;
    throw error;
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
else start();
