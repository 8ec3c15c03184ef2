"""SPARQL as text: a lexer, binding of terms, paging, and errors in words."""
