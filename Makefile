# `make study` runs the app, `make test` the tests; both set up all they need on first use.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOCALE := studyapp/locale/zh/LC_MESSAGES/studyapp

# Tests and the pack check start the program a hundred times: without bytecode each would compile it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: study test check style types layers packs bench lock messages pictures clean

study: $(VENV)/.run-ready $(LOCALE).mo
	@$(BIN)/studyapp

test: $(VENV)/.dev-ready $(LOCALE).mo
	$(BIN)/python -m pytest -q -n auto

check: style types layers packs

style: $(VENV)/.dev-ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

layers: $(VENV)/.dev-ready
	$(BIN)/lint-imports --no-cache

packs: $(VENV)/.dev-ready $(LOCALE).mo
	$(BIN)/studyapp pack check content

bench: $(VENV)/.dev-ready $(LOCALE).mo
	$(BIN)/python -m benchmarks

lock: $(VENV)/.dev-ready ## writes what is installed as the pinned development environment
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

messages: $(VENV)/.dev-ready ## gathers the interface's sentences into the catalogue of translations
	$(BIN)/python gather_messages.py

pictures: $(VENV)/.dev-ready $(LOCALE).mo ## draws the pictures of the README anew
	$(BIN)/python docs/draw_pictures.py

clean:
	rm -rf $(VENV) build dist .*_cache

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "studyapp needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev-ready: $(VENV)/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.run-ready

$(LOCALE).mo: $(wildcard studyapp/locale/*/LC_MESSAGES/*.po) | $(VENV)/bin/python
	$(BIN)/python -c 'import sys; from babel.messages import mofile, pofile; [mofile.write_mo(open(name[:-2] + "mo", "wb"), pofile.read_po(open(name, "rb"))) for name in sys.argv[1:]]' $^ 2>/dev/null || $(BIN)/python -m pip install -q --no-deps -e .
