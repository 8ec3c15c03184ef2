"""HTTP as such: negotiation, representations, headers, connections, the server; no HTML."""
