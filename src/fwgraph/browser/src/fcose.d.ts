/** The layout is registered with Cytoscape; it has no types of its own. */
declare module "cytoscape-fcose" {
  const extension: import("cytoscape").Ext;
  export default extension;
}
