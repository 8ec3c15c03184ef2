"""What MyST makes of a page in Markdown: what its readers miss, and how to write that instead."""
