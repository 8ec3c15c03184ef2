"""Wiki pages, in the markups of ``markups``.

Text to document, document to entries, entries to RDF, and back.
"""
