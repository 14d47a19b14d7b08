# krapte: every target sets up what it needs from Python 3.11 and make alone.
VENV   := .venv
PY     := $(VENV)/bin/python
READY  := $(VENV)/.ready
PYTHON ?= $(shell command -v python3.11 || command -v python3)
OUT    ?= out

.PHONY: run lab test test-slow test-browser test-browser-slow bench bench-growth bench-lab bench-peers lint figures fit calibration docs docs-html web web-check lab-pictures lock clean fit-origins cluster-demo bench-choose monitor-check

run: $(READY)          ## the main job: the answer on the embedded data, written to $(OUT)/
	$(PY) -m krapte answer paper --to 2040 --lang en --out $(OUT) --replace

lab: $(READY)          ## the laboratory as a page on this computer; prints its address
	$(PY) -m krapte lab $(LAB)

test: $(READY) lint    ## every test but the slow ones, by two processes; more with WORKERS=4
	$(PY) -m pytest -q -n $(or $(WORKERS),2) --dist loadfile --no-loadscope-reorder

test-slow: $(READY)    ## the backtest, and what compiles the gradient of a whole run: some minutes more
	$(PY) -m pytest -q -m 'slow and not browser'

monitor-check: $(READY)   ## alarms and misses of the monitor on 200 made histories: a minute
	$(PY) -m pytest -q -s -m monitor tests/agenda/test_monitor_rates.py

test-browser: $(READY) .chromium web/node_modules/.ready   ## the page in a real browser, with axe-core
	$(PY) -m pytest -q -m 'browser and not slow' tests/browser

test-browser-slow: $(READY) .chromium web/node_modules/.ready   ## what the browser tests leave out: pictures of full answers of 1,000 draws
	$(PY) -m pytest -q -m 'browser and slow' tests/browser

lint: $(READY)
	$(VENV)/bin/ruff check src tests benchmarks
	$(VENV)/bin/ruff format --check src tests benchmarks
	$(VENV)/bin/mypy
	PYTHONPATH=src $(VENV)/bin/lint-imports

bench: $(READY)        ## speed and memory, ratios side by side in one run: bench.json
	$(PY) benchmarks/run.py
	$(PY) benchmarks/choose.py

bench-choose: $(READY) ## the choice beside greedy and chance at equal work over 20 seeds: bench-choose.json
	$(PY) benchmarks/choose.py

bench-peers: $(READY) .venv-peers/.ready   ## krapte's way of running beside PySD, BPTK-Py and EMA Workbench on one toy
	.venv-peers/bin/python benchmarks/peers.py --krapte $(PY)

bench-growth: $(READY)   ## how the time of a run grows with draws, years and measures, with its picture
	$(PY) benchmarks/growth.py --out docs/_static

bench-lab: $(READY) .chromium .venv-twin/.ready   ## from slider to line in a browser, beside Streamlit, and twenty visitors at once
	$(PY) benchmarks/lab.py --twin .venv-twin/bin/python

cluster-demo: $(READY) ## a worker and a client killed midway: the same hashes; fewer draws with DRAWS=600
	$(PY) benchmarks/cluster_demo.py --draws $(or $(DRAWS),2000) --workers $(or $(WORKERS),2)

web: web/node_modules/.ready   ## the page built anew into the package
	cd web && npm run --silent build

web-check: web         ## that the page in the package is the one its source gives
	git diff --exit-code -- src/krapte/lab/page

lab-pictures: $(READY) .chromium   ## the pictures of docs/lab.md, taken anew
	KRAPTE_PICTURES=docs/_static $(PY) -m pytest -q -m browser tests/browser/test_browser_pictures.py

figures: $(READY)      ## the embedded tables made again from the published numbers in FROM
	$(PY) -m krapte.figures.build $(or $(FROM),../shared)

fit: $(READY)          ## the posterior made again from published history: some ten minutes
	$(PY) -m krapte fit --out src/krapte/learning

fit-origins: $(READY)  ## what history had taught at each origin of the backtest, made again: a quarter of an hour
	$(PY) -m krapte fit --origins --out src/krapte/learning

calibration: $(READY)  ## whether the fit means what it says, on 100 made histories: a quarter of an hour
	$(PY) -m krapte fit --histories 100 --out src/krapte/learning

docs: $(READY)         ## the generated pages of docs/
	$(PY) -m krapte.cli.docs docs

docs-html: .venv-docs/.ready   ## the documentation as a site in docs/_build/html
	.venv-docs/bin/python -m sphinx -b html -W --keep-going -q docs docs/_build/html

lock: $(READY)         ## the four locks from pyproject.toml (needs uv)
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --extra dev --python-version 3.11 -o requirements.lock pyproject.toml
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --group docs --constraint requirements.lock --python-version 3.11 -o requirements-docs.lock
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --no-strip-extras --group peers --python-version 3.11 -o requirements-peers.lock
	uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --group twin --constraint requirements.lock --python-version 3.11 -o requirements-twin.lock pyproject.toml

clean:
	rm -rf $(VENV) $(OUT) bench.json bench-choose.json .venv-docs .venv-peers .venv-twin docs/_build web/node_modules

# The set-up: exact versions with hashes first, then krapte itself without touching them.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if v == (3, 11) else f"krapte needs Python 3.11, found {v[0]}.{v[1]}: make PYTHON=/path/to/python3.11")'
	@echo "setting up $(VENV) (once, about a minute)"; start=$$(date +%s); \
	$(PYTHON) -m venv --clear $(VENV) && \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . && \
	touch $(READY) && echo "set-up took $$(( $$(date +%s) - start )) s"

# The browser is Debian's: Playwright's own is never downloaded. What is missing is installed where that is allowed.
# Without a network that is found out soon.
APT := DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20
.PHONY: .chromium
.chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { $(APT) update -qq && $(APT) install -y -qq chromium >/dev/null; } || { echo "the browser tests need Chromium: install your system's package chromium"; exit 1; }

web/node_modules/.ready: web/package-lock.json
	@command -v npm >/dev/null || { $(APT) update -qq && $(APT) install -y -qq nodejs npm >/dev/null; } || { echo "building or testing the page needs Node 20 and npm"; exit 1; }
	cd web && npm ci --silent && touch node_modules/.ready

# The site has tools of its own, so that a run or a test never waits for them.
.venv-docs/.ready: requirements-docs.lock
	$(PYTHON) -m venv --clear .venv-docs && .venv-docs/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-docs.lock && touch $@

# So have the kits that krapte is timed beside; they pin other versions than krapte's.
.venv-peers/.ready: requirements-peers.lock
	$(PYTHON) -m venv --clear .venv-peers && .venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-peers.lock && touch $@

# And so has the page that the laboratory is timed beside: krapte's engine as krapte pins it, shown by Streamlit.
.venv-twin/.ready: requirements-twin.lock
	$(PYTHON) -m venv --clear .venv-twin && .venv-twin/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-twin.lock && touch $@
