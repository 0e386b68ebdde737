# The only commands anyone needs; .ci/run calls the same ones.
#
#   make run     install what the app needs, load the demo if there is no database, serve the app
#   make test    install what the tests need (Chromium too), run every test
#   make check   style, types and the rules of the house
#   make bench   the benchmarks, as ratios to a bare two-page app of the same framework
#
#   make run PORT=8600      make run PYTHON=python3.12      make test TESTS=tests/store

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= 2
TESTS ?=
VENV_PYTHON := .venv/bin/python
BROWSERS := chromium chromium-browser google-chrome
PIP := $(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check
SCREENS = $(wildcard app.py) $(shell find pages -name '*.py' 2>/dev/null)

.PHONY: run test check bench

run: .venv/app-installed
	@test -e "$${STOCKTAKE_DATABASE:-data/stocktake.duckdb}" || $(VENV_PYTHON) -m stocktake init --demo
	@$(VENV_PYTHON) -m streamlit run app.py --server.port $(PORT) --server.headless true

test: .venv/tests-installed
	@$(call find_browser,) || { $(call install_packages,chromium fonts-liberation,the browser tests need Chromium); }
	$(VENV_PYTHON) -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(TESTS)

check: .venv/tests-installed
	$(VENV_PYTHON) -m ruff check
	$(VENV_PYTHON) -m ruff format --check
	$(VENV_PYTHON) -m mypy --strict stocktake
	$(if $(strip $(SCREENS)),$(VENV_PYTHON) -m mypy $(SCREENS))
	$(VENV_PYTHON) -m pytest -q tests/architecture

bench: .venv/tests-installed
	@$(call find_browser,) || { $(call install_packages,chromium fonts-liberation,the benchmarks need Chromium); }
	$(VENV_PYTHON) -m tests.benchmarks.run

# Debian and Ubuntu split venv from Python: a half-made .venv is removed, the missing part fetched.
$(VENV_PYTHON):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Stocktake needs Python 3.11 or later; try: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	    $(call install_packages,python3-venv,Python cannot make a virtual environment); \
	    $(PYTHON) -m venv .venv; }

# The stamps stand inside .venv so that deleting .venv starts afresh.
.venv/app-installed: requirements.txt | $(VENV_PYTHON)
	@echo "Installing what the app needs (a minute or two, once) ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/tests-installed: tests/requirements.txt requirements.txt | $(VENV_PYTHON)
	@echo "Installing what the tests need (a minute or two, once) ..."
	@$(PIP) -r tests/requirements.txt
	@touch $@ .venv/app-installed

find_browser = for name in $(BROWSERS); do command -v $$name > /dev/null && exit 0; done; false

# $(1) packages, $(2) why, said when they cannot be had.
define install_packages
set -e; \
if ! command -v apt-get > /dev/null; then \
    echo "$(2). Install these with your system's package tool, then try again: $(1)"; exit 1; \
elif [ "$$(id -u)" = 0 ]; then as_root=""; \
elif command -v sudo > /dev/null; then as_root="sudo"; \
else echo "$(2). Ask an administrator to run: apt-get install $(1)"; exit 1; fi; \
echo "$(2): installing $(1) ..."; \
$$as_root apt-get update -qq; \
$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) > /dev/null
endef
