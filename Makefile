# demo: see it work    test: the whole suite    check: what CI runs before test
# bench: speed, as ratios    docs, index: what is generated from the commands
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test fast check bench docs index

$(VENV)/.runtime: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[lab,dev]'
	@touch $@

demo: $(VENV)/.runtime
	@$(BIN)/python docs/examples/demo.py

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fast: $(VENV)/.dev
	$(BIN)/pytest -q -m "not slow and not interop" -n 2

test: $(VENV)/.dev
	@tests/install-packages
	tests/in-namespace $(BIN)/pytest -n 2

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

docs: $(VENV)/.dev
	$(BIN)/python -m tests.support.generate_docs

index: $(VENV)/.runtime
	$(BIN)/python -m smimeadmin.app.index
