# Everything a person needs, one word each. Needs Python 3.11 or newer and make; nothing else.
PYTHON ?= python3
BIN := .venv/bin
LEICESTER := examples/leicester-2008

.PHONY: help setup explorer demo serve test style check docs accuracy bench bench-neo4j fuzz faults parity neo4j neo4j-stop clean

help:  ## What can be made
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed 's/:.*##/\t/'

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Goldthread needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable . --group dev
	@touch $@

setup: .venv/ready  ## Set up Goldthread and its tools in .venv

explorer: .venv/ready  ## Build the GraphQL explorer, so that it needs no internet
	@$(BIN)/python -m graph_api.web.build_explorer

demo: .venv/ready explorer  ## Set up, run the main job on the Leicester papers, write the report
	@$(BIN)/python examples/demo.py

serve: .venv/ready explorer  ## Open the explorer on the Leicester papers: http://127.0.0.1:8000
	@$(BIN)/goldthread serve $(LEICESTER)

test: .venv/ready  ## Set up and pass the tests
	$(BIN)/python -m pytest --quiet --numprocesses 2 --dist loadfile

style: .venv/ready  ## Style, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: style test  ## Everything that must hold before a change lands

docs: .venv/ready  ## Write the pages that are made from the data
	$(BIN)/python docs/make_pages.py
	$(BIN)/python examples/leicester_page.py
	$(BIN)/python examples/quarters_page.py

accuracy: .venv/ready  ## Precision and recall of every rule on made-up councils of 1,000 to 100,000 items
	$(BIN)/python -m benchmarks.accuracy

bench: .venv/ready  ## What a load, a check and a report cost from 1,000 to 100,000 items
	$(BIN)/python -m benchmarks.scale
	$(BIN)/python -m benchmarks.queries
	$(BIN)/python -m benchmarks.loaders

faults: .venv/ready  ## Kill a Neo4j server in the middle of a sync, thirty times, and see what is left
	@$(BIN)/python -m tests.neo4j.faults

parity: .venv/ready  ## Ask memory and Neo4j the same of a thousand random plan sets; takes about half an hour
	@$(BIN)/python -m tests.neo4j.parity_run

bench-neo4j: .venv/ready  ## What 100,000 and 1,000,000 items cost in Neo4j, beside memory; needs Java and Maven
	@$(BIN)/python -m benchmarks.neo4j --plans

fuzz: .venv/ready  ## A hundred thousand damaged files for every parser; takes about half an hour
	@$(BIN)/python tests/fuzz.py

neo4j: .venv/ready  ## Start a Neo4j server on this machine for development; needs Java and Maven
	@$(BIN)/python tests/neo4j/server.py start

neo4j-stop: .venv/ready  ## Stop that server; its data stays
	@$(BIN)/python tests/neo4j/server.py stop

clean:  ## Take away what the set-up made
	rm -rf .venv build dist graph_api/web/explorer/dist
