# Each target sets up what it needs in .venv and is quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES := rules cards game tests
COMPILED := build/compiled
# Of the C compiler's optimisation; the tests are content with 0, which is built in a third of the time
LEVEL := 2
# What is asked of the rules as plain Python, and counts what is covered of them: all that asks the rules themselves.
# Everything is asked of the compiled rules, which play several times as fast.
PLAIN := tests/rules tests/properties tests/game/test_cases.py tests/game/test_record.py \
	tests/game/bots/test_parts.py tests/game/bots/test_conference.py
# (but for undo, which is the table's, for how many ways there are to play micro, and for the compiled rules themselves)
ONCE := $(addprefix --ignore=,tests/properties/test_law_8_undo.py tests/properties/test_micro.py) \
	--deselect=tests/properties/test_law_2_replay.py::test_law_2_compiled_rules_play_the_same_games
# Tests of one xdist_group share what one process makes
PYTEST := -m pytest -n logical --dist loadgroup

.DELETE_ON_ERROR:
.PHONY: help play tutorial reports kept-reports test plain compiled lint format messages hooks clean

help:
	@echo "make play     play in this terminal (ARGS='...' is handed on)"
	@echo "make tutorial learn a turn in three minutes"
	@echo "make reports  play five very different games and report on each, in reports/"
	@echo "make kept-reports  remake the reports and pictures in docs/reports, with Chromium"
	@echo "make test     everything that must hold: format, lint, types, tests, coverage"
	@echo "make compiled compile the rules into $(COMPILED), for PYTHONPATH"
	@echo "make lint     format, lint and types only"
	@echo "make format   rewrite the files as the formatter and the linter want them"
	@echo "make messages bring the files of translations up to date (NEW=de begins a language)"
	@echo "make hooks    check before each commit from now on"
	@echo "make clean    remove what these targets made"

play: $(VENV)/.runtime
	@$(BIN)/accord play $(ARGS)

tutorial: $(VENV)/.runtime
	@$(BIN)/accord tutorial $(ARGS)

reports: $(VENV)/.dev
	$(BIN)/python examples/reports/make.py reports

kept-reports: $(VENV)/.dev
	$(BIN)/python examples/reports/keep.py docs/reports

# The types, the compiler and the first round beside each other, so that no processor stands idle
test: $(VENV)/.dev
	$(MAKE) -j3 lint compiled plain LEVEL=0
	PYTHONPATH="$(CURDIR)/$(COMPILED)" $(BIN)/accord --version | grep compiled
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-half} PYTHONPATH="$(CURDIR)/$(COMPILED)" \
		$(BIN)/python -P $(PYTEST) --import-mode=append --cov --cov-append --cov-report=term $(ARGS)

plain: $(VENV)/.dev
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-brief} $(BIN)/python $(PYTEST) --cov --cov-report= $(PLAIN) $(ONCE) $(ARGS)

# Beside the checkout, never in it: there the source is what runs, so that nothing compiled can be older than it.
compiled: $(COMPILED)/.built-$(LEVEL)

$(COMPILED)/.built-%: $(wildcard rules/*.py) setup.py | $(VENV)/.dev
	rm -rf $(COMPILED)
	ACCORD_OPTIMISED=$* $(BIN)/python setup.py --quiet build_ext --build-lib $(COMPILED) --build-temp build/temp
	cp rules/*.py rules/py.typed $(COMPILED)/rules/
	@touch $@

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
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --editable '.[all]'
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib || true  # as pip does, but on every core; what it warns of is not ours
	@touch $@ $(VENV)/.runtime
