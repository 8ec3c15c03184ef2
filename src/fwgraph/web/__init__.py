"""The graph in a browser: one address for each thing, in the form that is asked for.

`publication` says which resources there are; `app` answers requests with them, and `site`
writes them as files. Both use the same writers: a resource is a path, its forms, and a
function from a form and `Links` (where the page stands) to bytes. Below them, `http` knows
HTTP and no HTML, `sparql` answers queries in processes of their own, `pages` knows HTML.
"""
