# What there is to do: make help

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
FUZZ_SECONDS ?= 60
LAB ?= yes

BIN = .build/release/ftpscope
# The program holds Swift's runtime: it runs where no toolchain is, and starts sooner. The linker
# is the toolchain's; the system's warns of a function in Foundation.
RELEASE = swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld
LINTED = $(wildcard Sources Tests Fuzz Benchmarks) Package.swift
SCRIPTS = $(shell grep -ls '^../usr/bin/env bash' .ci/* Scripts/* Lab/* Fuzz/* Benchmarks/*)

.PHONY: help setup build survey test lab fuzz bench benchmark lint install uninstall clean distclean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Check the Swift toolchain, install missing Debian packages; build, test, fuzz and bench do
	@Scripts/setup

build: setup ## Build the program (release): .build/release/ftpscope
	$(RELEASE) --product ftpscope

survey: build ## Survey the lab (not with LAB=no) and the examples: the report, and as a page in .build/demo-report
	@Scripts/survey $(BIN) $(LAB)

test: ## Run every test: real servers' logs (not with LAB=no), fuzz targets for seconds, the test suites
	@Scripts/setup jq openssl zmap zstd python3-jsonschema
	swift build --build-tests
	@FUZZ_SEED=1 Fuzz/run 5
	@Scripts/test-lab $(LAB)
	@trap 'Scripts/test-lab stop' EXIT; echo swift test --skip-build --parallel; \
		swift test --skip-build --parallel

lab: ## Run real FTP servers on loopback and collect their logs in .lab/logs
	Lab/logs

fuzz: setup ## Run the fuzz targets, FUZZ_SECONDS=60 each
	@Fuzz/run $(FUZZ_SECONDS)

bench: build ## Measure speed and memory against the fastest peer there is
	@Scripts/setup mawk time zstd gcc nmap curl jq
	@Benchmarks/bench
	@Benchmarks/bench-scan
	@Benchmarks/bench-matching
	@Benchmarks/bench-names
	@Benchmarks/bench-places
	@Benchmarks/bench-store
	@Benchmarks/bench-sensor

# For the scripts in Benchmarks: NAME is built as the program is, and so nothing twice.
benchmark:
	$(RELEASE) --product $(NAME)

lint: ## Check the style of the Swift code and of the shell scripts
	@Scripts/setup shellcheck
	swift format lint --strict -p -r $(LINTED)
	shellcheck -x $(SCRIPTS)

# Builds nothing: it is run as root.
install: ## Install the program, completions and manual page under DESTDIR and PREFIX
	@test -x $(BIN) || { echo "make install: run make build first, not as root" >&2; exit 2; }
	install -D -m 755 $(BIN) "$(DESTDIR)$(PREFIX)/bin/ftpscope"
	install -d "$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d" "$(DESTDIR)$(PREFIX)/share/man/man1"
	$(BIN) --generate-completion-script bash > "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/ftpscope"
	$(BIN) --generate-completion-script zsh > "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ftpscope"
	$(BIN) --generate-completion-script fish > "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ftpscope.fish"
	Scripts/manual $(BIN) > "$(DESTDIR)$(PREFIX)/share/man/man1/ftpscope.1"

uninstall: ## Remove what install installed
	rm -f "$(DESTDIR)$(PREFIX)/bin/ftpscope" \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/ftpscope" \
	  "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_ftpscope" \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/ftpscope.fish" \
	  "$(DESTDIR)$(PREFIX)/share/man/man1/ftpscope.1"

clean: ## Remove what was built, benchmarks' logs and the report of make survey; the lab stays
	rm -rf .build .build-* Fuzz/.build
	@# What fuzzing found stays.
	@if [ -d Fuzz/.build-fuzz ]; then \
	  find Fuzz/.build-fuzz -mindepth 1 -maxdepth 1 ! -name crashes ! -name corpus -exec rm -rf {} +; fi

distclean: clean ## Remove the lab, too: .lab, some 150 MB
	Lab/servers stop
	rm -rf .lab
