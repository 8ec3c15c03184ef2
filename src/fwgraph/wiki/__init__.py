"""Wiki pages in MoinMoin markup.

Text to document, document to entries, entries to RDF, and back.
"""
