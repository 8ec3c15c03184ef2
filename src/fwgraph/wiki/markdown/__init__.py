"""Markdown as wikis use it: CommonMark, pipe tables, MyST and pandoc; a reader and a writer."""
