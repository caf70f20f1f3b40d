# What a person does with this checkout. `make` alone lists it.
# Every target makes what it needs in .venv and nothing outside this folder.

PYTHON ?= python3
PY := .venv/bin/python
PIP_QUIETLY := --quiet --disable-pip-version-check --use-pep517
# One test process more than there are cores: some wait for a server while others work. Each begins
# with a part of its own, so that what a module prepares for its tests is prepared once.
CORES := $(shell getconf _NPROCESSORS_ONLN)
SPREAD := -q -n $(shell expr $(CORES) + 1) --maxprocesses 8 --dist worksteal
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
# Where the demonstration lives, apart from real events.
DEMO := INSTANCE_DIR=instance/demo
EMBEDDED := env -u DATABASE_URL -u QUEUE_URL -u CROSSTALK_ENV -u SMTP_HOST

# What PostgreSQL answers otherwise than SQLite (types, lengths, order, locks, migrations, what two do
# at once) is in services, models, jobs, web/app, web/auth and chaos, which run on both. So do the walks over
# all pages and all forms in guards and web/test_*.py. What is asked of one page at a time stands
# on those same services, and runs once; so does what asks no database at all.
ONCE := benchmarks browser domain engine exports \
  $(addprefix web/,attendee live organiser public shared)

CATALOGUES := scheduler/translations
SENTENCES := .venv/sentences.pot

.PHONY: help run demo test test-sqlite test-postgresql test-browser lint format bench ablate pictures translations language clean
.DEFAULT_GOAL := help

help:
	@echo "make run     start the web server and the worker (PORT=8000 HOST=127.0.0.1)"
	@echo "make demo    the same, with a fictional breakfast of 60 people loaded"
	@echo "make test    every test: SQLite, PostgreSQL, browser"
	@echo "make lint    style, types, import contracts, templates"
	@echo "make format  put the code into the house's format"
	@echo "make bench   measure engine and web, write docs/benchmarks.md"
	@echo "make ablate  leave out each method of the engine in turn, write the table in docs/engine.md"
	@echo "make pictures  walk through the demonstration and write docs/images"
	@echo "make translations  bring the catalogues up to date with the sentences of code and templates"
	@echo "make language TAG=fr  begin the catalogue of another language"
	@echo "make clean   remove .venv and caches (instance/ with your events stays)"

run: .venv/.runtime
	@exec $(PY) -m flask serve

demo: .venv/.runtime
	@$(EMBEDDED) $(DEMO) $(PY) -m flask demo
	@exec $(EMBEDDED) $(DEMO) $(PY) -m flask serve

test: test-sqlite test-postgresql test-browser

# The compiled kernels are cached on disk once, not by every test process for itself.
test-sqlite: .venv/.tools needs-chromium
	$(PY) -c "from scheduler.engine.solve import warm_up; warm_up()"
	$(PY) -m pytest $(SPREAD) --ignore=tests/browser

test-postgresql: .venv/.tools
	TEST_DATABASE=postgresql $(PY) -m pytest $(SPREAD) $(foreach part,$(ONCE),--ignore=tests/$(part))

test-browser: .venv/.tools needs-chromium
	CHROMIUM="$(CHROMIUM)" $(PY) -m pytest -q -n 2 --dist worksteal tests/browser

lint: .venv/.tools
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m djlint --quiet --lint templates

format: .venv/.tools
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .

bench: .venv/.tools
	$(PY) -m benchmarks.engine
	$(PY) -m benchmarks.web
	$(PY) -m benchmarks.web.steady

ablate: .venv/.tools
	$(PY) -m benchmarks.engine.ablation

pictures: .venv/.tools needs-chromium
	CHROMIUM="$(CHROMIUM)" $(PY) -m tests.browser.look.pictures docs/images

translations: $(SENTENCES)
	$(PY) -m babel.messages.frontend -q update -i $(SENTENCES) -d $(CATALOGUES) \
	  --no-fuzzy-matching --ignore-obsolete

language: $(SENTENCES)
	@test -n "$(TAG)" || { echo "Say which: make language TAG=fr" >&2; exit 1; }
	$(PY) -m babel.messages.frontend -q init -i $(SENTENCES) -d $(CATALOGUES) -l $(TAG)

.PHONY: $(SENTENCES)
$(SENTENCES): .venv/.tools
	$(PY) -m babel.messages.frontend -q extract -F $(CATALOGUES)/babel.cfg --ignore-dirs ".*" \
	  -k marked -k later --no-location --sort-output --project Crosstalk -o $@ .

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- what the targets stand on ----

.PHONY: needs-chromium
.NOTPARALLEL:

needs-chromium:
	@test -x "$(CHROMIUM)" || { \
	  echo "The browser tests need Chromium: apt-get install chromium, or set CHROMIUM to its path." >&2; \
	  exit 1; }

# An upgrade of the system may take away the Python that .venv was made with: then make it again.
ifneq ($(wildcard .venv/.runtime),)
ifneq ($(shell $(PY) -c 'print(1)' 2>/dev/null),1)
$(shell rm -rf .venv)
endif
endif

# The stamps are written last: an interrupted installation is taken up again by the next start.
.venv/.runtime: requirements.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python is missing: install python3 (3.11 or newer) and python3-venv." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed, and $(PYTHON) is older: make run PYTHON=python3.11" >&2; \
	  exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python cannot make environments: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing what Crosstalk needs into .venv; this takes a minute, once."
	@$(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(PY) -m pip install $(PIP_QUIETLY) -r requirements.txt
	@touch $@

.venv/.tools: requirements-dev.txt .venv/.runtime
	@$(PY) -m pip install $(PIP_QUIETLY) -r requirements-dev.txt
	@touch $@
