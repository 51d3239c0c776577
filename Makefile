# Diffusion Atlas. `make help` lists what there is; every target first makes what it needs.
# GNU make itself always ends with 2 when a command fails; the command's own status (1: problems found) is in its message.

SHELL := bash
MAKEFLAGS += --no-builtin-rules --no-print-directory
# The steps of a target are told one by one, in their order.
.NOTPARALLEL:
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help serve build check translated test test-vram count estimate measure lint bench linkcheck lock vendor browser clean

# Used once, to make .venv.
PYTHON ?= python3
# Passed on: make serve ARGS="-a 127.0.0.1:9000", make test ARGS="-k lineage".
ARGS ?=
# Writes requirements/*.txt; nothing else uses it.
UV := 0.13.8
# For benchmarks/vram, where no PyTorch is installed yet.
TORCH := 2.13.0
TORCHVISION := 0.28.0

python := .venv/bin/python
step := scripts/step.sh
say := scripts/say.sh
install := -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes -r

# The core is found without being installed; Material need not tell of its own end of life at every build.
export PYTHONPATH := hooks:.
export NO_MKDOCS_2_WARNING := 1

help:
	@$(say) help.title
	@for target in serve build check translated test test-vram bench count estimate measure linkcheck lint lock clean; do \
	  printf '  make %-11s %s\n' $$target "$$($(say) help.$$target)"; done

# --- what people run

serve: .venv/.site docs/assets/vendor/mermaid.min.js
	@exec $(python) -m mkdocs serve $(ARGS)

build: .venv/.site docs/assets/vendor/mermaid.min.js
	@$(step) build $(python) -m mkdocs build --strict
	@$(say) done.build

check: .venv/.site
	@$(python) -m atlas check $(ARGS)

translated: .venv/.site
	@$(python) -m atlas translated $(ARGS)

test: .venv/.test browser vendor lint
	@if [[ -e .venv-vram/.ready ]]; then $(step) count .venv-vram/bin/python -m benchmarks.vram count --unchanged; fi
	@$(python) -m pytest $(ARGS)

test-vram: .venv-vram/.ready
	@.venv-vram/bin/python -m pytest --confcutdir tests/vram tests/vram $(ARGS)

count: .venv-vram/.ready
	@.venv-vram/bin/python -m benchmarks.vram count $(ARGS)

estimate: .venv-vram/.ready
	@.venv-vram/bin/python -m benchmarks.vram estimate $(ARGS)

measure: .venv-vram/.ready
	@.venv-vram/bin/python -m benchmarks.vram measure $(ARGS)

bench: .venv/.site
	@$(python) -m benchmarks.site $(ARGS)

linkcheck: .venv/.test build
	@$(step) linkcheck $(python) scripts/linkcheck.py $(ARGS)
	@$(say) done.linkcheck

lint: .venv/.test
	@$(step) ruff $(python) -m ruff check --output-format concise
	@$(step) format $(python) -m ruff format --check
	@$(step) mypy $(python) -m mypy
	@$(step) imports .venv/bin/lint-imports

clean:
	@rm -rf site .cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# --- what they need

.venv/bin/python:
	@$(step) venv scripts/venv.sh $(PYTHON)

.venv/.site: requirements/site.txt | .venv/bin/python
	@$(step) site $(python) $(install) $<
	@$(python) -m compileall -q hooks # as pip did for the rest: where Python keeps no bytecode, every start would do it
	@touch $@

.venv-vram/.ready: requirements/vram.txt scripts/vram.sh | .venv/bin/python
	@$(step) vram scripts/vram.sh $(python) $(TORCH) $(TORCHVISION)

.venv/.test: requirements/test.txt .venv/.site
	@$(step) test $(python) $(install) $<
	@touch $@

browser:
	@$(step) browser scripts/browser.sh

# The site needs Mermaid only for a diagram that the build cannot draw: nobody waits for an npm on its account.
docs/assets/vendor/mermaid.min.js: | .venv/.site
	@if type -P npm >/dev/null; then $(step) vendor $(python) scripts/vendor.py --optional mermaid; fi

vendor: .venv/.site
	@$(step) vendor $(python) scripts/vendor.py

lock: .venv/bin/python
	@$(step) lock scripts/lock.sh $(UV) $(if $(UPGRADE),--upgrade)
	@$(say) done.lock
