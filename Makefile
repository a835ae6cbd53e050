# Everything that is done to this project by hand has a target here; `make help` lists them.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory

ANNEAL := .build/debug/anneal
SOURCES := Sources Tests Package.swift
PREFIX ?= /usr/local
SMALL_MODEL ?= qwen2.5-coder-0.5b

# Arguments of bench-spec.
CASES ?=
MODEL ?=
BASE_URL ?=
PEERS ?=
PEERS_DIR ?=
SCORER ?=
LIMIT ?=
WORK ?=

# Arguments of bench-learning.
NAMES ?=
TREES ?=
ROUNDS ?=

say = @printf '\n\033[1m==> %s\033[0m\n' "$(1)"
ifdef NO_COLOR
say = @printf '\n==> %s\n' "$(1)"
endif

.PHONY: help setup build run run-met run-unmet test test-all fuzz model-small lint format golden bench e2e docs doctor \
	clean release install bench-spec bench-learning

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the system packages that are missing
	@Scripts/setup.sh

build: setup ## build the debug binary, and the small program that it puts first into a sandbox
	$(call say,building (the first time five to ten minutes on two free cores, most of it dependencies))
	@swift build --product anneal
	@swift build --product anneal-confine

run: run-met run-unmet ## build, fetch the model, run both examples and show what came of them

run-met: build ## run the example whose requirements can all be met
	$(call say,the local model (fetched once, about 1.1 GB))
	@$(ANNEAL) model pull
	$(call say,Examples/timesheet: five requirements that can all be met)
	@Scripts/run-example.sh timesheet 0

run-unmet: build ## run the example whose requirements contradict each other
	@$(ANNEAL) model pull
	$(call say,Examples/contradiction: a requirement that cannot be met; Anneal has to say so)
	@Scripts/run-example.sh contradiction 2

test: setup ## everything that is checked before a change goes in: lint and all tests but the long ones
	$(call say,lint)
	@$(MAKE) lint
	$(call say,building anneal and its tests)
	@swift build --build-tests
	@$(MAKE) model-small
	$(call say,tests)
	@Scripts/test.sh
	$(call say,a run with the small model (alone: its threads need the cores))
	@swift test --skip-build --filter SmallModelTests

test-all: setup ## test, and the tests that take long
	@python3 -B Benchmarks/suites/make_functions.py --check
	@ANNEAL_LONG_TESTS=1 $(MAKE) test

fuzz: setup ## the shell parser and the guard on many changed scripts: INPUTS=N (10,000,000; an hour)
	@swift run -c release anneal-bench fuzz $(or $(INPUTS),10000000)

model-small: build ## fetch the model of the smoke tests (491 MB, once)
	$(call say,the small model for the smoke tests)
	@$(ANNEAL) model pull $(SMALL_MODEL) \
		|| echo "warning: the small model could not be fetched; the smoke tests with a real model will be left out" >&2

lint: ## check the form of all sources and scripts
	@swift format lint --strict --recursive --parallel $(SOURCES)
	@for script in Scripts/*.sh Benchmarks/*.sh .ci/run; do bash -n "$$script"; done
	@python3 -c 'import ast, pathlib; [ast.parse(p.read_text(), str(p)) for p in pathlib.Path("Benchmarks").rglob("*.py")]'

format: ## bring all sources into form
	@swift format format --in-place --recursive --parallel $(SOURCES)

golden: setup ## write the golden files anew; look at the difference before it is committed
	@swift build --build-tests
	@UPDATE_GOLDEN=1 swift test --skip-build || true
	@git --no-pager diff --stat

e2e: setup ## only the tests that drive the real binary
	@swift build --build-tests
	@swift test --skip-build --filter annealTests

docs: setup ## write the generated parts of docs/ anew
	@swift build --build-tests
	@UPDATE_GOLDEN=1 swift test --skip-build --filter 'ConfigurationDocumentTests' || true
	@git --no-pager diff --stat -- docs

bench: release ## the benchmarks of Benchmarks/; figures go to docs/benchmarks.md by hand
	@Benchmarks/run-all.sh

bench-learning: ## networks, learning and trees beside PyTorch, stable-baselines3 and XGBoost: [NAMES="q dqn"] [TREES=DIR] [ROUNDS=N]
	@Scripts/bench-learning.sh "$(NAMES)" "$(TREES)" "$(or $(ROUNDS),2)"

bench-spec: ## measure on folders of cases: CASES=DIR [MODEL=] [BASE_URL=] [PEERS="a b"] [PEERS_DIR=] [SCORER=] [LIMIT=] [WORK=]
	@test -n "$(CASES)" || { echo "usage: make bench-spec CASES=DIR [MODEL=NAME] [BASE_URL=URL] [PEERS=\"NAME …\" PEERS_DIR=DIR] [SCORER=FILE] [LIMIT=N] [WORK=DIR]" >&2; exit 64; }
	@$(MAKE) build
	@python3 Benchmarks/bench_spec.py "$(CASES)" --anneal $(ANNEAL) $(if $(MODEL),--model "$(MODEL)") \
		$(if $(BASE_URL),--base-url "$(BASE_URL)") $(if $(PEERS),--peers $(PEERS)) \
		$(if $(PEERS_DIR),--peers-dir "$(PEERS_DIR)") $(if $(SCORER),--scorer "$(SCORER)") \
		$(if $(LIMIT),--limit $(LIMIT)) $(if $(WORK),--work "$(WORK)")

doctor: build ## check this machine
	@$(ANNEAL) doctor

release: setup ## the stripped release binary: dist/anneal
	@Scripts/release.sh

install: release ## put the release binary and completions under PREFIX
	@Scripts/install.sh "$(PREFIX)"

clean: ## remove everything that was built (models stay)
	@rm -rf .build .build-release dist
