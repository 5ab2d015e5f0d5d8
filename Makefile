# One door to everything that is done with this project; `make` alone lists it.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -uo pipefail -c
MAKEFLAGS += --no-print-directory

# What `make run` and `make sandbox` hand to the server; override in the environment or on the command line.
export BATON_LISTEN ?= 127.0.0.1:8080
BATON := cargo run --quiet --package api --bin baton --

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: tools ## start on SQLite (baton.db) with a demo company; prints where and how to log in
	@echo "building (a few minutes the first time) …"
	@cargo build --quiet --package api
	@BATON_DATABASE_URL="$${BATON_DATABASE_URL:-sqlite://baton.db?mode=rwc}" BATON_DEMO="$${BATON_DEMO:-true}" $(BATON) serve

.PHONY: sandbox
sandbox: tools ## start with a clock that stands still until told, on a fresh sandbox.db; for integrators
	@echo "building (a few minutes the first time) …"
	@cargo build --quiet --package api
	@rm -f sandbox.db sandbox.db-shm sandbox.db-wal
	@BATON_DATABASE_URL="$${BATON_DATABASE_URL:-sqlite://sandbox.db?mode=rwc}" BATON_MODE=sandbox \
	 BATON_ADMIN_EMAIL="$${BATON_ADMIN_EMAIL:-admin@sandbox.test}" BATON_ADMIN_PASSWORD="$${BATON_ADMIN_PASSWORD:-correct horse battery staple 7}" \
	 $(BATON) serve

.PHONY: test
test: tools test-tools ## everything, on SQLite and on PostgreSQL (Docker, TEST_DATABASE_URL or a local postgres)
	@mkdir -p .make
	@cargo test --workspace --no-fail-fast 2>&1 | tee .make/test.log; outcome=$$?; \
	 awk '/^test result:/ {passed += $$4; failed += $$6; ignored += $$8} \
	      END {printf "\n%d tests passed, %d failed, %d ignored\n", passed, failed, ignored}' .make/test.log; \
	 grep '^SKIPPED' .make/test.log || true; exit $$outcome

.PHONY: torture
torture: tools test-tools ## the promises at full size: kills, crashes, a full disk, 200 people who repeat and hang up (some 20 minutes)
	@BATON_FAULTS=large cargo test --package tests -- faults:: hostile:: --test-threads 1

.PHONY: check
check: tools ## what must hold before a commit: format, Clippy, documentation, guards
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --quiet
	cargo test --quiet --package tests guards::
	@if command -v cargo-deny >/dev/null; then cargo deny --config .deny.toml check; else echo "(cargo-deny is not installed: licences and advisories not looked at)"; fi

.PHONY: openapi
openapi: tools ## write openapi/openapi.json from the handlers
	@mkdir -p openapi
	@$(BATON) openapi >openapi/openapi.json.new
	@mv openapi/openapi.json.new openapi/openapi.json
	@git diff --stat -- openapi/openapi.json

.PHONY: snapshots
snapshots: tools ## accept what access matrix, lifecycles, problem codes and example.env have become
	@INSTA_UPDATE=always cargo test --quiet --package tests guards:: || true
	@git status --short tests/snapshots deploy/example.env

.PHONY: judge
judge: tools ## outside judges of the contract: Redocly, Spectral, a typed client, Schemathesis (EXAMPLES=100 an operation; needs Node.js)
	@tests/judges/run

.PHONY: bench
bench: tools test-tools ## measure against the limit of the machine; BENCH="--beside COMMIT --clients 20000,1000000" for more; writes tests/bench/README.md
	@tests/bench/bench.py $(BENCH)

.PHONY: year
year: tools ## replay a real wholesaler's year (../shared/acceptance/year.py) against a release build, on both databases
	@tests/bench/year

.PHONY: e2e-telephony
e2e-telephony: tools ## a real switchboard: Kamailio and SIPp (from Debian) on loopback place six calls, and Baton has six right ones
	@deploy/packages kamailio:kamailio kamailio:kamailio-utils-modules sipp:sip-tester python3:python3
	@cargo build --quiet --package api
	@tests/e2e/telephony/run.py

.PHONY: hard-money
hard-money: tools ## fifty random stories of money, every kopeck recomputed (tests/acceptance/hard_money.py), against a release build, on both databases; SEEDS="both 1 50 60"
	@tests/bench/hard_money $(SEEDS)

.PHONY: fmt
fmt: ## format the code
	cargo fmt --all

# Rust and a C compiler (SQLite and aws-lc are built from source); installed where apt and root are, else named.
.PHONY: tools
tools:
	@command -v cargo >/dev/null || { echo "Rust is missing: install 1.94 or newer from https://rustup.rs" >&2; exit 1; }
	@deploy/packages cc:gcc cc:libc6-dev

.PHONY: test-tools
test-tools:
	@[ -n "$${TEST_DATABASE_URL:-}$${TEST_POSTGRES_IMAGE:-}" ] || docker info >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	 || deploy/packages initdb:postgresql || true
	@deploy/packages python3:python3 || true
