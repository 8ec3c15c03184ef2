"""Run the command line as ``python -m fwgraph``."""

from fwgraph.cli import main

main()
