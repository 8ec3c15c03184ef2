"""What PROV can say more exactly than the data does: quotations, and the states of a page."""

from fwgraph.namespaces import PREFIXES

PROVENANCE = f"""
PREFIX dcterms: <{PREFIXES["dcterms"]}>
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX prov: <{PREFIXES["prov"]}>
INSERT {{ ?statement prov:wasQuotedFrom ?source }}
WHERE {{ ?statement fw:quote ?quote ; prov:wasDerivedFrom ?source }} ;
INSERT {{ ?edition prov:specializationOf ?page }}
WHERE {{ ?edition a fw:Edition ; dcterms:source ?page . FILTER (ISIRI(?page)) }}
"""
"""A statement with a phrase was quoted from its source; an edition is a state of its page."""
