.DEFAULT_GOAL := help
.PHONY: help run test check bench python

PYTHON ?= python3
PORT ?= 5000
ARGS ?=

help: ## show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: python ## start the demo on this machine; PORT=5000 unless you name another
	@$(PYTHON) -m seed.bootstrap run "$(PORT)"

test: python ## run all tests; ARGS="-k person" passes words on to pytest
	@$(PYTHON) -m seed.bootstrap test $(ARGS)

check: python ## check style, formatting and types
	@$(PYTHON) -m seed.bootstrap check

bench: python ## measure our pages beside Django admin; ARGS="--persons 10000" for a small town
	@$(PYTHON) -m seed.bootstrap bench $(ARGS)

python:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" 2> /dev/null || \
	{ echo "Python 3.11 or newer is needed. Name yours: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
