# `make run` starts the whole site, `make test` proves it. The rest is for those who change it.
.DEFAULT_GOAL := help
.PHONY: help run services admin-password evaluate shell setup setup-dev setup-graph lock test check lint \
        imports types migrations screenshots vitals bench clean

venv := .venv
python := $(venv)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
unexport PYTHONDONTWRITEBYTECODE  # a process starts in half the time when bytecode is kept

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-16s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## The site, with a database and a queue of its own; Ctrl-C stops it
	@$(python) -m config.embedded run

services: setup ## Only the database and the queue, for `manage.py` while the site is down
	@$(python) -m config.embedded services

admin-password: setup ## The first password of the user "admin"
	@$(python) -m config.embedded admin-password

evaluate: setup ## Every method through every protocol, while the site runs; DATA=folder
	@$(python) manage.py evaluate --data "$(DATA)" $(OPTIONS)

shell: setup ## A Python prompt inside the running site
	@$(python) manage.py shell

# --- What it needs ---

setup: $(python) ## Packages of the site, when requirements.txt has changed
	@$(call install,requirements.txt)

setup-dev: $(python) ## Packages of the tests, when requirements-dev.txt has changed
	@$(call install,requirements-dev.txt,--no-compile)

# Which build of PyTorch, and so its hash, is for the machine to say: of itself pip takes on Linux
# the one for graphics cards and what that needs, unless it finds the CPU's.
setup-graph: $(python) ## PyTorch, for the methods that learn a network; nothing that serves needs it
	@$(call install,requirements-graph.txt)
	@$(python) -m pip install --quiet $$($(python) -c "import tomllib; \
		print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['graph'])")

# Compares contents: a checkout gives files new times without changing them. For the tests bytecode
# is left to the first import: compiling everything takes as long as installing it.
define install
cmp -s $(1) $(venv)/$(1) || { \
	echo "Installing $(1) (about a minute, once) ..." && \
	$(python) -m pip install --quiet $(2) --require-hashes --requirement $(1) && \
	cp $(1) $(venv)/$(1); }
endef

$(python):
	@for name in python3.13 python3.12 python3.11 python3; do \
		$$name -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
			2>/dev/null || continue; \
		$$name -m venv --clear $(venv) && exit 0; \
		rm -rf $(venv); \
	done; \
	echo "DiggIndie needs Python 3.11, 3.12 or 3.13 with its venv module; none was found." >&2; \
	exit 1

lock: setup-dev ## New requirements of the site, the tests and the graph from pyproject.toml
	@$(python) -m uv pip compile $(compile) pyproject.toml --output-file requirements.txt
	@$(python) -m uv pip compile $(compile) pyproject.toml --extra mlflow --group dev \
		--constraint requirements.txt --output-file requirements-dev.txt
	@$(python) -m uv pip compile $(compile) pyproject.toml --extra graph --no-emit-package torch \
		--constraint requirements.txt --output-file requirements-graph.txt

compile := --quiet --universal --python-version 3.11 --generate-hashes --no-header

# --- What proves it ---

# A third of the time a test waits, for a browser or a process.
workers := $(shell expr 1 + $$(getconf _NPROCESSORS_ONLN))

# Tests of real processes have deadlines that a machine busy with all of them may miss, so what
# failed gets one more run, alone. What fails then has failed.
test: setup-dev check ## Everything, on stores of its own
	@.ci/browser || export PYTEST_ADDOPTS="$$PYTEST_ADDOPTS -m 'not browser'"; \
	$(python) -m pytest --numprocesses $(workers) --dist loadgroup -r fEs || { \
	echo "Once more, alone, what failed among all:" && \
	$(python) -m pytest --last-failed --last-failed-no-failures none -r fEs; }

check: lint imports types migrations ## All of it but the tests themselves

lint: setup-dev ## ruff: faults and format
	@$(python) -m ruff check
	@$(python) -m ruff format --check

imports: setup-dev ## Which part may know which
	@$(venv)/bin/lint-imports

types: setup-dev ## mypy on the pure parts
	@$(python) -m mypy

# Without a database: only the models and the migrations are compared.
migrations: setup-dev
	@DJANGO_SETTINGS_MODULE=config.settings_test $(python) -W ignore::RuntimeWarning \
		manage.py makemigrations --check --dry-run

screenshots: setup-dev ## Pictures of each page of the running site, into docs/screenshots
	@.ci/browser && $(python) -m config.tests.browser.screenshots http://127.0.0.1:$${PORT:-8000} docs/screenshots

vitals: setup-dev ## Weight, shifts and times of the running site's pages on a slow phone
	@.ci/browser && $(python) -m config.tests.browser.vitals http://127.0.0.1:$${PORT:-8000}

bench: setup ## Our speed beside the naive pipeline and the floor; OPTIONS="--help" for more
	@$(python) -m recommendations.benchmarks $(OPTIONS)

clean: ## Everything that was made here, but not the site's data in var/
	@rm -rf $(venv) staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -prune -exec rm -rf {} +
