"""MoinMoin markup (1.9): a reader and a writer."""
