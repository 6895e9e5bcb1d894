# One word for each habit. Everything installs itself; Python 3.11 or later, git and make suffice.
.DEFAULT_GOAL := site
.PHONY: site serve test check bench captures data lock relais clean browser server

export NO_MKDOCS_2_WARNING := 1
# Whatever the machine says: without what Python compiled, each of some thirty builds compiles it.
export PYTHONDONTWRITEBYTECODE :=

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What nobody imports is not compiled: six seconds of thirty.
INSTALL := $(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check
SOURCES := generator tests bench tools
PROCESSES ?= 2

site: $(VENV)/.site  ## Build the site into site/
	@$(BIN)/bvm verifier mkdocs.yml
	$(BIN)/mkdocs build --strict

serve: $(VENV)/.site  ## Build, serve on http://127.0.0.1:8000/ and reload at each change
	@$(BIN)/bvm verifier mkdocs.yml
	$(BIN)/mkdocs serve

test: check browser server  ## Run everything
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder --durations 30

check: $(VENV)/.dev  ## Lint, types, imports, workflows, derived files, content: under 20 seconds
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/workflows.py
	$(BIN)/bvm generer --verifier
	$(BIN)/bvm verifier

bench: $(VENV)/.bench $(VENV)/.dev browser  ## Measure against Hugo on the same corpus
	$(BIN)/python -m bench.run

captures: site $(VENV)/.dev browser  ## Photograph each type of page into captures/
	$(BIN)/python tools/captures.py

data: $(VENV)/.data  ## Write generator/data/ from public packages; needs npm
	$(BIN)/python tools/places.py

relais: $(VENV)/.relais  ## Serve the relay of the forms on 127.0.0.1:8765, behind a web server
	$(BIN)/waitress-serve --listen=127.0.0.1:8765 --max-request-body-size=524288 \
	  --trusted-proxy=127.0.0.1 --trusted-proxy-headers=x-forwarded-for \
	  --call generator.contributions.relay:application

lock: $(VENV)/.dev  ## Choose the versions again and write requirements/*.txt
	$(INSTALL) uv
	tools/lock

clean:  ## Remove what was built; the next command installs everything again
	rm -rf $(VENV) site .site.* captures .cache

browser:
	@tools/browser

server:
	@tools/server

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Il faut Python 3.11 ou plus récent." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/bin/python
	$(INSTALL) --require-hashes -r requirements/site.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.site
	$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt $(VENV)/.site
	$(INSTALL) --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/.data: requirements/data.txt $(VENV)/.site
	$(INSTALL) --no-deps --require-hashes -r requirements/data.txt
	@touch $@

$(VENV)/.relais: requirements/relais.txt $(VENV)/.site
	$(INSTALL) --require-hashes -r requirements/relais.txt
	@touch $@
