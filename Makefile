# The commands of the project. Each target has one line that says what it does; `make` alone lists them.
# Works with GNU make 3.81 and later. Needs Python 3.11 or newer, and the network only for pip.

PYTHON ?= python3
JURISDICTION ?= KGZ
AS_OF ?= 2018-06-30
N ?= 200000
SEED ?= 1
FIRST ?= 0

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
LOCK_VENV := .venv-lock
BENCH_VENV := .venv-bench
AXE := tests/browser/node_modules/axe-core/axe.min.js
UV := uv==0.13.9

# An environment knows the folder it was made in: after a move, or when its Python is gone, it is made anew.
ifneq ($(shell test -x $(BIN)/python && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

# Says in plain words what is wrong with $(PYTHON), if something is.
define CHECK_PYTHON
command -v $(PYTHON) >/dev/null 2>&1 || { \
  echo "gapcheck: there is no $(PYTHON) here: install Python 3.11 or newer, or name it: make PYTHON=..." >&2; \
  exit 1; }; \
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
  echo "gapcheck: needs Python 3.11 or newer, and $(PYTHON) is `$(PYTHON) -V 2>&1`" >&2; \
  for newer in python3.14 python3.13 python3.12 python3.11; do \
    if $$newer -V >/dev/null 2>&1; then echo "          use the one you have: make PYTHON=$$newer" >&2; exit 1; fi; \
  done; \
  echo "          install one, then name it: make PYTHON=python3.12" >&2; \
  exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
  echo "gapcheck: $(PYTHON) cannot make environments: install its venv module" >&2; \
  echo "          (Debian, Ubuntu: apt-get install python3-venv)" >&2; \
  exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help report test fuzz browser fmt lint types layers format-check snapshots docs bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ifneq ($(jurisdiction)$(as_of),)
$(error names are written large here: make report JURISDICTION=ZAF AS_OF=2020-01-01)
endif

report: $(STAMP) ## write the report of Kyrgyzstan to the folder reports (another: JURISDICTION=... AS_OF=...)
	@$(BIN)/gapcheck report $(JURISDICTION) --as-of $(AS_OF) --to html,md,json -o reports

test: $(STAMP) ## run all tests
	@$(BIN)/python -m pytest

fuzz: $(STAMP) ## search for files and sentences that make the program fail (N=200000 SEED=1 FIRST=0)
	@$(BIN)/python -m tests.fuzz --number $(N) --seed $(SEED) --first $(FIRST)

browser: $(AXE) ## fetch what the browser tests need beside Chromium (needs npm); then make test runs them
	@:

fmt: $(STAMP) ## lay out the Python files and mend what can be mended by machine
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lint: $(STAMP) ## look for mistakes of style in the Python files
	@$(BIN)/ruff check .

types: $(STAMP) ## check the types
	@$(BIN)/mypy

layers: $(STAMP) ## check that modules import only what stands below them
	@$(BIN)/lint-imports --no-logo --no-cache

format-check: $(STAMP) ## check the layout of the Python files without changing it
	@$(BIN)/ruff format --check .

snapshots: $(STAMP) ## accept the present outputs as expected ones; then read the difference with git diff
	@GAPCHECK_UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest

docs: $(STAMP) ## make the pages anew: shown outputs, tables of keys, the vocabulary, the catalogue of mistakes
	@GAPCHECK_UPDATE_SNAPSHOTS=1 $(BIN)/python -m pytest tests/test_errors.py tests/test_docs.py

bench: $(BENCH_VENV)/.installed ## measure the engine beside other programs on the same work, into docs/bench.md
	@$(BENCH_VENV)/bin/python -m bench

lock: ## pin the dependencies again in requirements.lock (all of them newer: LOCK=--upgrade)
	@$(CHECK_PYTHON)
	@echo "gapcheck: pinning the dependencies in requirements.lock"
	@test -x $(LOCK_VENV)/bin/uv || $(PYTHON) -m venv --clear $(LOCK_VENV)
	@$(LOCK_VENV)/bin/python -m pip --disable-pip-version-check --no-input install --quiet $(UV)
	@$(LOCK_VENV)/bin/python -m uv --no-config pip compile pyproject.toml --quiet --extra dev \
	  --universal --python-version 3.11 --generate-hashes --no-strip-markers \
	  --no-emit-index-url --no-emit-find-links \
	  --custom-compile-command "make lock" --output-file requirements.lock $(LOCK)
	@$(LOCK_VENV)/bin/python -m uv --no-config pip compile bench/requirements.in --quiet \
	  --universal --python-version 3.11 --generate-hashes --no-strip-markers \
	  --no-emit-index-url --no-emit-find-links --constraint requirements.lock \
	  --custom-compile-command "make lock" --output-file requirements-bench.lock $(LOCK)

clean: ## remove the environment, caches, builds and reports
	@rm -rf $(VENV) $(LOCK_VENV) $(BENCH_VENV) tests/browser/node_modules build dist reports fuzz-failures .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find gapcheck tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The environment: what the lock pins, then gapcheck itself, which is read from this folder.
$(STAMP): requirements.lock pyproject.toml
	@$(CHECK_PYTHON)
	@grep -qsF "$(CURDIR)/$(VENV)" $(BIN)/activate \
	&& $(PIP) --version >/dev/null 2>&1 \
	&& $(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "gapcheck: making the Python environment in $(VENV)"; \
	  $(PYTHON) -m venv --clear $(VENV); }
	@echo "gapcheck: installing the pinned dependencies (the first time takes a minute)"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@printf '%s\n' "$(CURDIR)" > $(STAMP)

# The environment of `make bench`: what gapcheck needs, and those it is compared with, as far as they install here.
$(BENCH_VENV)/.installed: requirements.lock requirements-bench.lock
	@$(CHECK_PYTHON)
	@echo "gapcheck: installing the programs to compare with in $(BENCH_VENV)"
	@$(PYTHON) -m venv --clear $(BENCH_VENV)
	@$(BENCH_VENV)/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes -r requirements.lock
	@$(BENCH_VENV)/bin/python bench/install.py requirements-bench.lock
	@touch $@

# What npm installs has to be what the lock pins; nothing of it may run by itself.
$(AXE): tests/browser/package.json tests/browser/package-lock.json
	@command -v npm >/dev/null || { \
	  echo "gapcheck: there is no npm here: install it (Debian, Ubuntu: apt-get install npm)" >&2; \
	  exit 1; }
	@echo "gapcheck: fetching axe-core for the browser tests"
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $(AXE)
