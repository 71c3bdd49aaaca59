# Broadsheet. `make` alone shows what there is; `make demo` shows a paper; `make test` checks everything.

BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Whole files go to one of as many workers as there are processors: what a file prepared is used by all its tests.
SPREAD := --numprocesses=auto --dist=loadfile
# Rooms without Django carry most of the tests, so they run first; the rest only when these pass.
PURE := $(wildcard $(addprefix tests/,house edition tree sealing fetching importers press distribution organiser))
REST := $(addprefix --ignore=,$(PURE)) tests

.NOTPARALLEL:
.PHONY: help setup demo test lint types contracts pure rest golden fmt bench picture requirements notes

help: ## Show this list
	@tools/find-python >/dev/null
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Make .venv with everything `make test` needs
	@tools/make-environment dev

demo: ## Make the demonstration paper and serve it on http://localhost:8000/
	@tools/make-environment base
	@$(BIN)/broadsheet demo

test: lint types contracts pure rest ## Lint, types, import contracts, then every test

lint: setup ## Style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## Types, strictly
	$(BIN)/mypy

contracts: setup ## Which room may import which
	$(BIN)/lint-imports --no-logo

pure: setup ## Tests of the rooms without Django
	$(PYTEST) -p no:django --exitfirst $(SPREAD) $(PURE)

rest: setup ## All other tests
	$(PYTEST) $(SPREAD) $(REST)

golden: setup ## Print the golden trees again; read the difference before committing it
	BROADSHEET_GOLDEN=refresh $(PYTEST) -p no:django -m golden $(PURE)

fmt: setup ## Put the code into the house's layout
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: setup ## Measure press, import and desks on papers of 1,000 stories; give the programs in bench/ other sizes
	$(BIN)/python bench/press.py 1000
	$(BIN)/python bench/import.py 1000
	$(BIN)/python bench/desk.py 1000

picture: setup ## Draw the front that README.md shows
	$(BIN)/python -m bench.front_picture

requirements: setup ## Pin the newest versions that requirements/*.in allow
	tools/pin-requirements

notes: setup ## Show the change notes of the next version
	$(BIN)/towncrier build --draft --version next
