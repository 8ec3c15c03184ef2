# Two commands for newcomers: `make demo` and `make test`. Everything lives in .venv and build/.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DATA_TESTS := $(addprefix tests/,test_data.py test_ontology.py test_readme.py test_docs.py wiki/test_edition.py drawing/test_timeline.py)
# Each worker runs half of the files in their order, so that what a file starts, a server or a browser, is started
# once; whoever is done first takes over half of what the other has left.
SHARED := --dist worksteal
BROWSER := $(wildcard src/fwgraph/browser/*.js* src/fwgraph/browser/src/*)

.PHONY: demo test test-data fuzz lint format lock docs bench clean

demo: $(READY)
	@mkdir -p build
	@echo "Building the graph as a store on disk: build/store"
	@$(BIN)/fwgraph build build/store --force
	@echo "Checking the graph against the rules for data:"
	@$(BIN)/fwgraph validate
	@echo
	@echo "What does Pyramid descend from, what do its ancestors rest on, and who says so?"
	@echo
	@$(BIN)/fwgraph lineage pyramid --dependencies --data build/store
	@$(BIN)/fwgraph export build/fwgraph.ttl
	@$(BIN)/fwgraph export build/fwgraph.jsonld
	@echo
	@$(BIN)/fwgraph draw build/fwgraph.svg
	@$(BIN)/fwgraph draw build/fwgraph.html
	@echo "The whole graph lies in build/fwgraph.ttl and build/fwgraph.jsonld, its picture in build/fwgraph.svg;"
	@echo "build/fwgraph.html is the explorer in one file. Next: $(BIN)/fwgraph serve --open, $(BIN)/fwgraph --help"

test: $(READY)
	$(BIN)/python -m pytest --numprocesses 2 $(SHARED)

# What a change of data needs, in half a minute.
test-data: $(READY)
	$(BIN)/fwgraph format --check
	$(BIN)/fwgraph validate
	$(BIN)/python -m pytest --numprocesses 2 $(SHARED) $(DATA_TESTS)

# Thousands of broken inputs, which follow from SEED, then the random tests with other examples each time.
# A failure prints how to repeat it; build/fuzz/ keeps the inputs. Last what takes minutes on the whole graph.
INPUTS ?= 5000
SEED ?= 1
fuzz: $(READY)
	$(BIN)/python -m tests.fuzz --inputs $(INPUTS) --seed $(SEED)
	$(BIN)/python -m pytest --numprocesses 2 -m hypothesis --hypothesis-profile=random
	$(BIN)/python -m pytest -m whole

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/fwgraph format --check

format: $(READY)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/fwgraph format

# The lock file pins every version with its hashes and names no address.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --no-emit-index-url \
	    --no-emit-find-links --python-version 3.11 --all-extras --group dev pyproject.toml --output-file requirements.lock

# The references of commands, Python and rules, and the picture of the model; a test holds them to the code.
docs: $(READY)
	$(BIN)/python -m docs.make

# The picture in the README; a test holds it to what is drawn.
docs/timeline.svg: $(READY)
	$(BIN)/fwgraph draw $@ --timeline

# The notebook with what its cells answer; a test holds it to that.
docs/tour.ipynb: $(READY)
	$(BIN)/python -m tests.notebook $@

bench: $(READY)
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/pages.py

# The install bundles the explorer too, where its sources have changed.
$(READY): requirements.lock pyproject.toml hatch_build.py $(BROWSER)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "fwgraph needs Python 3.11 or newer: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q src/fwgraph
	@touch $@

clean:
	rm -rf .venv build dist
