"""HTTP as such: requests, negotiation, representations, headers, connections; no HTML."""
