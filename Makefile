# Auriga: everything one does with a checkout. `make` alone lists it.
# Works with the make of macOS (3.81) and with nothing else installed but Python 3.11 or newer.

HOST ?= 127.0.0.1
PORT ?= 8000
export HOST PORT

PYTHON_FILES := auriga_web tests migrations bench
bin := .venv/bin
# Two workers: the journeys and the databases want the rest of the machine.
workers ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup run test check fix migrate migration translations css seed bench wheel docs soak

help: ## List what can be done
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Prepare the environment for development (.venv)
	@bin/environment development

run: ## Serve the demo at http://127.0.0.1:8000 (HOST, PORT, AURIGA_DATA, DATABASE_URL)
	@bin/environment runtime
	@exec $(bin)/auriga demo --serve

test: check ## Run everything: what `check` does, tests on SQLite and PostgreSQL, journeys, the wheel
	$(bin)/pytest tests --engine sqlite -n $(workers) --dist loadgroup --ignore tests/journeys
	$(bin)/pytest tests --engine postgresql -n $(workers) --dist loadgroup --ignore tests/journeys
	$(bin)/pytest tests/journeys

check: setup ## Check without running: format, lint, types, import contracts, templates
	$(bin)/ruff format --check .
	$(bin)/ruff check .
	$(bin)/mypy
	$(bin)/lint-imports --no-cache
	$(bin)/djlint templates --lint --quiet

fix: setup ## Correct format and what ruff can correct
	$(bin)/ruff format .
	$(bin)/ruff check --fix .

docs: setup ## Write the parts of docs/ that come from the code
	$(bin)/python -m tools.reference

css: setup ## Bundle the style sheets (pictures, fonts and Bootstrap Italia: see frontend/)
	$(bin)/python frontend/bundle.py

migrate: setup ## Bring the database up to date
	$(bin)/auriga db upgrade

migration: setup ## Write a migration from the models: make migration message="needs: add x, so that y"
	@test -n "$(message)" || { echo 'Say why: make migration message="needs: add x, so that y"' >&2; exit 2; }
	$(bin)/auriga db revision -m "$(message)"

translations: setup ## Bring translations/ up to date with the texts in code and templates
	$(bin)/auriga translations

seed: setup ## Fill the database with the demo province
	$(bin)/auriga demo

soak: setup ## Repeat what is about chance as often as is promised, on both engines (an hour)
	$(bin)/pytest tests/voting/test_races.py tests/voting/test_closing_minute.py tests/voting/test_secrecy.py --soak --engine sqlite
	$(bin)/pytest tests/voting/test_races.py tests/voting/test_closing_minute.py tests/voting/test_secrecy.py --soak --engine postgresql

bench: setup ## Measure pages and writes on both engines (see docs/performance.md)
	$(bin)/python -m bench

wheel: setup ## Build dist/: the sdist, then the wheel from it
	rm -rf dist
	$(bin)/python -m build --installer uv
