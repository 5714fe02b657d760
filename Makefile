# Each target sets up what it needs in .venv and is quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := rules cards game tests

.DELETE_ON_ERROR:
.PHONY: help play tutorial test lint format messages hooks clean

help:
	@echo "make play     play in this terminal (ARGS='...' is handed on)"
	@echo "make tutorial learn a turn in three minutes"
	@echo "make test     everything that must hold: format, lint, types, tests, coverage"
	@echo "make lint     format, lint and types only"
	@echo "make format   rewrite the files as the formatter and the linter want them"
	@echo "make messages bring the files of translations up to date (NEW=de begins a language)"
	@echo "make hooks    check before each commit from now on"
	@echo "make clean    remove what these targets made"

play: $(VENV)/.runtime
	@$(BIN)/accord play $(ARGS)

tutorial: $(VENV)/.runtime
	@$(BIN)/accord tutorial $(ARGS)

test: lint
	$(BIN)/pytest -n auto --cov --cov-report=term $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict $(SOURCES)

format: $(VENV)/.dev
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

messages: $(VENV)/.dev
	$(BIN)/python -m tests.messages $(NEW)

hooks: $(VENV)/.dev
	$(BIN)/pre-commit install

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* htmlcov .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("accord needs Python 3.11 or later; try: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: pyproject.toml setup.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml setup.py | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	@touch $@ $(VENV)/.runtime
