# README's two commands are `make run` and `make test`. The rest is for developers.
#   make setup   prepare .venv and the front-end assets (run and test call it)
#   make run     Khiên on this machine: http://127.0.0.1:8000 (PORT, KHIEN_DATA)
#   make test    everything a developer needs green
#   make lint    format, lint, import contracts, types, migrations
#   make bench   speed and memory, as ratios against a floor run beside it
#   make fuzz    broken files against the reader (SECONDS_EACH=20)
#   make lock    renew the lock files
#   make shots   the screenshots of README and the officers' handbook
PY ?= python3
BIN := .venv/bin
SECONDS_EACH ?= 20
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test test-fast lint bench fuzz lock shots score

help:
	@sed -n 's/^#   //p' Makefile

setup:
	@$(PY) tools/prepare.py

setup-dev:
	@$(PY) tools/prepare.py --dev

run: setup
	@$(BIN)/khien run

# TEST_WORDS go to the runner; CI adds --coverage
test: setup-dev
	@$(BIN)/python tools/run_tests.py $(TEST_WORDS)

test-fast: setup-dev
	@$(BIN)/python tools/run_tests.py --fast

lint: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports --config importlinter.ini
	$(BIN)/mypy -p vanban -p khien
	$(BIN)/python manage.py makemigrations --check --dry-run --settings khien.project.settings_test

bench: setup-dev
	@$(BIN)/python -m bench.run

score: setup-dev
	@$(BIN)/python -m tools.score_cases
	@$(BIN)/python -m tools.score_cases --samples
	@$(BIN)/python -m tools.score_findings

fuzz: setup-dev
	@$(BIN)/python -m tools.fuzz --seconds $(SECONDS_EACH)

shots: setup-dev
	@$(BIN)/python -m tools.screenshots

LOCK := $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11 --no-header
lock: setup
	$(LOCK) --upgrade requirements.in -o requirements.lock
	$(LOCK) --upgrade requirements-uv.in -o requirements-uv.lock
	$(LOCK) --upgrade requirements-node.in -o requirements-node.lock
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.lock
