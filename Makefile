# README's two commands are `make run` and `make test`. Everything else is for developers.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: lock
lock:
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 --no-header --upgrade requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 --no-header --upgrade requirements-dev.in -o requirements-dev.lock
