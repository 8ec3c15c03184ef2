"""The pages and documents of the site: what each shows, made from a graph; this room knows HTML."""
