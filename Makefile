# One door: what a person, pre-commit and CI run. Every target sets up what it needs by itself,
# in a virtual environment of its own.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Every dbt started from here keeps its usage statistics to itself.
export DO_NOT_TRACK := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := False

.PHONY: help demo test test-thorough test-engines fast-test lint types layers docs docs-check fuzz bench wheel check clean

help:  ## Show the targets.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || \
	  { echo "Python 3.10 or newer is needed; name one: make PYTHON=/path/to/python3"; exit 1; }
	@echo "setting up $(VENV) (once)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(STAMP)  ## Build the example mesh on DuckDB, then show a refused build.
	@$(BIN)/python integration_tests/demo.py

test: $(STAMP)  ## Run the test suite, real dbt builds on DuckDB included.
	@$(BIN)/python -m pytest -n $(or $(WORKERS),2) --dist worksteal -m 'not thorough and not engines'

test-thorough: $(STAMP)  ## Run what takes long: whole lives, hostile folders, the wheel.
	@$(BIN)/python -m pytest -n $(or $(WORKERS),2) --dist worksteal -m thorough tests

$(VENV)/.engines: $(STAMP)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev,postgres,spark]'
	@touch $@

test-engines: $(VENV)/.engines  ## Run the same behaviours on DuckDB, Postgres and Spark.
	@$(BIN)/python -m pytest -n $(or $(WORKERS),2) --dist loadfile -m engines tests/engines

fast-test: $(STAMP)  ## Run the tests that start no dbt.
	@$(BIN)/python -m pytest -n $(or $(WORKERS),2) --dist worksteal -m 'not slow and not thorough and not engines'

lint: $(STAMP)  ## Check style.
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)  ## Check types.
	@$(BIN)/mypy

layers: $(STAMP)  ## Check that imports run one way.
	@PYTHONPATH=python $(BIN)/lint-imports

docs: $(STAMP)  ## Write the generated parts of README.md and docs/ anew.
	@$(BIN)/python tests/generate_docs.py

docs-check: $(STAMP)  ## Check that the generated parts are as the code has them.
	@$(BIN)/python tests/generate_docs.py --check

fuzz: $(STAMP)  ## Hold lineage against DuckDB and broken SQL, for SECONDS=60.
	@FUZZ_SECONDS=$(or $(SECONDS),60) $(BIN)/python -m pytest -rfE -k test_long python/dbt_treaty/lineage/oracles

bench: $(STAMP)  ## Measure lineage, checks and the gate, as ratios in one run.
	@PYTHONPATH=integration_tests $(BIN)/python -m bench $(BENCH_ARGS)

wheel: $(STAMP)  ## Build the wheel into dist/ (or WHEEL_DIR).
	@$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir $(or $(WHEEL_DIR),dist) .

check: lint types layers docs-check test  ## All that a change must pass.

clean:  ## Remove what these targets made.
	@rm -rf $(VENV) .demo .bench dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
