# `make run` and `make test` are all that is needed on a bare machine; both install what is missing first.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)
IN_VENV = .venv/bin/python -m
SCALE ?= full

MINUTES ?= 15

.PHONY: run test types manners machine long-year bench lock clean

run:
	@$(PYTHON) main.py setup
	@.venv/bin/python main.py

test:
	@$(PYTHON) main.py setup --for-tests
	@$(MAKE) --no-print-directory -j 2 types manners
	$(IN_VENV) pytest -n 2 --dist loadfile --no-loadscope-reorder

# What looks at the code without running it: one half on each core.
types:
	$(IN_VENV) mypy

manners:
	$(IN_VENV) ruff check .
	$(IN_VENV) ruff format --check .
	.venv/bin/lint-imports

# The stateful machine over all processes, for MINUTES; SEED and STEPS repeat one walk of it.
machine:
	@$(PYTHON) main.py setup --for-tests
	MACHINE_MINUTES=$(MINUTES) MACHINE_SEED=$(or $(SEED),1000) MACHINE_STEPS=$(or $(STEPS),300) \
		$(IN_VENV) pytest -q -s -p no:cacheprovider --timeout 0 tests/machines/test_house.py

# Twelve months of Radwerk Berlin with 200 customers, every document judged; SEED plays another year.
long-year:
	@$(PYTHON) main.py setup --for-tests
	LONG_YEAR=1 LONG_YEAR_SEED=$(or $(SEED),1) \
		$(IN_VENV) pytest -q -s -p no:cacheprovider --timeout 0 --durations=5 tests/scenarios/test_long_year.py

bench:
	@$(PYTHON) main.py setup --for-tests
	@for figure in bench/*.py; do SCALE=$(SCALE) .venv/bin/python $$figure || exit 1; done

# New versions within the bounds of pyproject.toml, for all platforms, with hashes and without an index address.
lock:
	@$(PYTHON) main.py setup --for-tests
	$(IN_VENV) uv pip compile pyproject.toml --upgrade $(LOCK_OPTIONS) -o requirements.lock
	$(IN_VENV) uv pip compile pyproject.toml --extra dev -c requirements.lock $(LOCK_OPTIONS) -o requirements-dev.lock

LOCK_OPTIONS = --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-header --no-emit-index-url

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
