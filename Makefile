# Two commands on a fresh machine with python3, make and a package index:
#   make demo   the main job, on fictional data, into demo-out/
#   make test   everything that must hold, on SQLite and on PostgreSQL

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test check nightly bench lock clean

demo: $(READY)
	$(BIN)/zibo-port demo --out demo-out

test: $(READY) check
	$(BIN)/pytest -n 2 --dist loadfile -q

check: $(READY)
	$(BIN)/ruff format --check -q .
	$(BIN)/ruff check -q .
	$(BIN)/mypy

# The long forms of what runs in a short form with every change: more simulated cities, more random courses.
nightly: $(READY)
	ZIBO_PORT_SEEDS=3000 ZIBO_PORT_MACHINE=1500 $(BIN)/pytest -n 2 --dist loadfile -q tests/simulation tests/machine

bench: $(READY)
	$(BIN)/pip install -q "django>=5.2,<6" "django-simple-history>=3.10"
	$(BIN)/python -m benchmarks

# Everything is pinned by hash; the project itself is installed from this folder without a build environment of its own.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# Pins anew what pyproject.toml asks for, without the address of any index.
lock:
	$(BIN)/pip install -q pip-tools
	$(BIN)/pip-compile -q --generate-hashes --strip-extras --extra test --allow-unsafe --no-header \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host -o requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) demo-out .mypy_cache .pytest_cache .ruff_cache .hypothesis
