# From a fresh clone: make serve. Everything else: make help.
PYTHON ?= python3
HOST ?= $(or $(CXWIKI_HOST),127.0.0.1)
PORT ?= $(or $(CXWIKI_PORT),8000)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
UV := $(BIN)/uv
BROWSER ?= /usr/bin/chromium
TYPESETTING := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help serve demo test check bench faults lock format migration catalogues pictures lint types contract clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

serve: $(VENV)/.runtime ## run the wiki; the first time with the starter library
	@$(BIN)/cxwiki init --starter
	@exec $(BIN)/cxwiki serve --host $(HOST) --port $(PORT)

demo: $(VENV)/.runtime ## run a sample company to try the wiki with, in var-demo; DEMO="--fresh" builds it anew
	@exec $(BIN)/cxwiki demo --host $(HOST) --port $(PORT) $(DEMO)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; install it or say PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version). Say PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The module venv is needed (Debian: apt install python3-venv)"; exit 1; }

$(VENV)/.runtime: requirements/runtime.txt requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "Installing what the wiki needs (about a minute, once) …"
	@$(PIP) --require-hashes -r requirements/build.txt
	@$(PIP) --require-hashes -r requirements/runtime.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.development: requirements/development.txt $(VENV)/.runtime
	@echo "Installing what development needs …"
	@$(PIP) --require-hashes -r requirements/development.txt
	@touch $@

test: $(VENV)/.development browser typesetting ## everything CI runs: lint, types, imports, tests on both databases, real browser
	@$(MAKE) --no-print-directory lint types contract
	@CXWIKI_BROWSER=$(BROWSER) $(BIN)/pytest -n $(WORKERS)

check: $(VENV)/.development ## the fast part, under a minute
	@$(MAKE) --no-print-directory lint types contract
	@$(BIN)/pytest -n $(WORKERS) -k 'not postgresql' --ignore tests/ops/test_serving.py --ignore tests/ops/test_outage.py \
		tests/core tests/ops tests/migrations

lint:
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/python -m tools.library_lint

types:
	@$(BIN)/mypy

contract:
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

.PHONY: browser
browser:
	@test -x $(BROWSER) && exit 0; \
	echo "Installing Chromium for the browser tests …"; \
	if ! command -v apt-get >/dev/null; then \
	  echo "Chromium is needed for the browser tests; install it and say BROWSER=/path/to/chromium"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then AS=; elif sudo -n true 2>/dev/null; then AS="sudo -n"; \
	else echo "Chromium is needed for the browser tests: sudo apt-get install chromium"; exit 1; fi; \
	$$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq --no-install-recommends chromium >/dev/null \
	  && test -x $(BROWSER) || { echo "Chromium could not be installed; install it and say BROWSER=/path/to/chromium"; exit 1; }

.PHONY: typesetting
typesetting:
	@$(BIN)/python -c 'import weasyprint' 2>/dev/null && exit 0; \
	echo "Installing what PDF files are set with (Pango) …"; \
	if ! command -v apt-get >/dev/null; then \
	  echo "Pango 1.44 or newer is needed to test PDF files; install it (macOS: brew install pango)"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then AS=; elif sudo -n true 2>/dev/null; then AS="sudo -n"; \
	else echo "Pango is needed to test PDF files: sudo apt-get install $(TYPESETTING)"; exit 1; fi; \
	$$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq --no-install-recommends $(TYPESETTING) >/dev/null \
	  && $(BIN)/python -c 'import weasyprint' || { echo "PDF files cannot be made here: apt-get install $(TYPESETTING)"; exit 1; }

bench: $(VENV)/.development load-generator ## measure speed against its targets; BENCH="--quick", "--database postgresql", "--help"
	@$(BIN)/python -W ignore -m benchmarks $(BENCH)

.PHONY: load-generator
load-generator:
	@command -v wrk >/dev/null && exit 0; \
	if ! command -v apt-get >/dev/null; then echo "The load generator wrk is needed for measuring; install it"; exit 1; fi; \
	if [ "$$(id -u)" = 0 ]; then AS=; elif sudo -n true 2>/dev/null; then AS="sudo -n"; \
	else echo "The load generator wrk is needed for measuring: sudo apt-get install wrk"; exit 1; fi; \
	$$AS apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$AS apt-get install -y -qq --no-install-recommends wrk >/dev/null

faults: $(VENV)/.development ## kill the server and the worker 200 times under load, on both databases
	@$(BIN)/python -m benchmarks.faults

format: $(VENV)/.development ## lay the code out
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

migration: $(VENV)/.development ## write a migration from the models: make migration MESSAGE="what changes"
	@$(BIN)/python -m wiki.migrations.generate "$(MESSAGE)"

catalogues: $(VENV)/.development ## collect the texts of the source, compile the translations
	@$(BIN)/python -m tools.catalogues update

lock: $(VENV)/.development ## choose newer versions of what the wiki needs
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade pyproject.toml -o requirements/runtime.txt
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade -c requirements/runtime.txt requirements/build.in -o requirements/build.txt
	@$(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade -c requirements/runtime.txt -c requirements/build.txt pyproject.toml --extra pdf --group development -o requirements/development.txt

pictures: $(VENV)/.development browser ## take the pictures of README and docs anew
	@CXWIKI_BROWSER=$(BROWSER) $(BIN)/python -m tools.pictures

clean: ## remove what can be made again; the library in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
