# Two commands do everything on a machine with Python 3.11 (venv included) and make:
#   make dataset   set up, and build the sample dataset offline
#   make test      the whole suite
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
DATA_ROOT ?= output
PIP := -m pip --disable-pip-version-check install --quiet --no-input

.PHONY: dataset test soak bench lint lock specimens clean

dataset: .make/installed
	@$(BIN)/dhs-archive rebuild --data-root $(DATA_ROOT)

test: .make/installed-dev .make/installed-pywb
	$(BIN)/python -m pytest -n logical --dist loadfile -m "not soak" tests

soak: .make/installed-dev .make/installed-pywb
	$(BIN)/python -m pytest -m soak tests

bench: .make/installed-dev
	$(BIN)/python -m tests.benchmarks

lint: .make/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Locks name hashes and no index; uv must be on the path.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		--extra build pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q \
		--extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

specimens: .make/installed-dev
	$(BIN)/python -m flows.sample.build

clean:
	rm -rf $(VENV) .venv-pywb .make

.make/venv:
	@mkdir -p .make
	$(PYTHON) -m venv $(VENV)
	@touch $@

.make/installed: .make/venv requirements.txt pyproject.toml
	@echo "Installing the locked packages into $(VENV) (about a minute)"
	@$(BIN)/python $(PIP) --require-hashes -r requirements.txt
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.make/installed-dev: .make/installed requirements-dev.txt
	@$(BIN)/python $(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# pywb plays the part of a web archive in tests; it cannot share our packages.
.make/installed-pywb: tests/integration/pywb-requirements.txt
	@mkdir -p .make
	$(PYTHON) -m venv .venv-pywb
	@.venv-pywb/bin/python $(PIP) --require-hashes -r $<
	@touch $@
