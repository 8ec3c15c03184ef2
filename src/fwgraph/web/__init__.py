"""The graph in a browser: one address for each thing, in the form that is asked for.

`publication` says which documents there are; `app` answers requests with them, and `site`
writes them as files. Both use the same writers: a document is a path, its forms, and a
function from a form and a `Frame` (where the page stands) to bytes.
"""
