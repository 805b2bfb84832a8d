# Everything is written inside the checkout: the virtual environment in .venv, results in out/ and docs/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help install demo test lint types quality bench peers gazetteer train train-reader wheel-pipeline clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

install: $(READY)  ## set up .venv, with the command .venv/bin/marsad

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Marsad needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(READY)

demo: install  ## read the examples and show what Marsad finds
	$(BIN)/marsad demo --out out/demo

test: install  ## run all tests
	$(BIN)/python -m pytest

lint: install  ## style and order of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install  ## static types
	$(BIN)/mypy

quality: install  ## score on ../shared/data/gold, into docs/quality.md and docs/places.md
	$(BIN)/python benchmarks/quality.py
	$(BIN)/python benchmarks/gold_places.py
	$(BIN)/python -m training.evaluate

bench: install  ## speed and memory on ../shared/data/reports, into docs/speed.md (ALL=1: every report)
	$(BIN)/python benchmarks/speed.py $(if $(ALL),--all)

peers: install  ## numbers and times on the peers' cases, into docs/peers.md
	$(BIN)/python benchmarks/peers.py

gazetteer: install  ## compile src/marsad/places/data/gazetteer.tsv (needs Debian's unicode-cldr-core)
	$(BIN)/python -m pip install --quiet --group gazetteer
	$(BIN)/python training/gazetteer.py

clean:  ## remove what was made
	rm -rf $(VENV) out build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

train: install  ## make the weights from ../shared/data: the Arabic pipeline's (SET=open, LENGTH=short), then the reader's
	$(BIN)/python -m pip install --quiet --group training
	SET=$(or $(SET),full) LENGTH=$(or $(LENGTH),full) $(BIN)/python -m training
	$(MAKE) train-reader

train-reader: install  ## make the reader's encoder (needs torch; 45 minutes on one core), then its linear models (6 minutes)
	$(BIN)/python -m pip install --quiet --group training
	$(BIN)/python -m training.encoder
	$(BIN)/python -m training.reader

wheel-pipeline: install  ## pack the Arabic pipeline as a wheel of its own, ar_marsad, into out/
	mkdir -p out/wheel-pipeline
	$(BIN)/python -m spacy package src/marsad/arabic/weights/ar_marsad out/wheel-pipeline --build wheel --force
