"""Files to a store that can be asked: loading, inference, the cache, names and the result table."""
