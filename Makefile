# Two commands matter: `make run` and `make test`. Everything they need they set up themselves.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 5000
DATA_DIR ?= $(CURDIR)/data
BIN := .venv/bin
VENDOR := app/static/vendor

.PHONY: run test check bench front-end clean

check: .venv/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check
	TEST_DATABASE=sqlite $(BIN)/python -m pytest tests
	TEST_DATABASE=postgresql $(BIN)/python -m pytest tests/integration tests/conventions

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python lacks venv. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/.dev-installed: requirements.txt requirements-scale.txt requirements-dev.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ .venv/.installed
