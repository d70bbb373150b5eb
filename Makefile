# Everything that is done with the project, on a Debian machine with Swift and nothing else prepared.

N ?= 10000
VOLUME ?= ITI-TF-1
PREFIX ?= /usr/local
TARGET ?= markdown
SECONDS ?= 60

SITE_PACKAGES := git libcmark-dev libxml2-dev pkg-config
PRINT_PACKAGES := fonts-liberation libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 python3 python3-venv
TEST_PACKAGES := $(SITE_PACKAGES) $(PRINT_PACKAGES) chromium curl default-jre-headless faketime hunspell hunspell-en-us openssl util-linux

GENERATE_SITE := .build/release/generate-site
PYTHON := .venv/bin/python

# Installs the packages that are missing. A machine that has them all needs neither network nor rights.
define install
	@missing=$$(for package in $(1); do \
	    dpkg-query -W -f '$${db:Status-Status}\n' $$package 2>/dev/null | grep -qx installed || echo $$package; \
	done); \
	test -z "$$missing" && exit; \
	if [ "$$(id -u)" -eq 0 ]; then as_root=; else as_root=sudo; fi; \
	$$as_root apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing </dev/null
endef

# The steps share the folder of the build, and a fault is easier to read where steps don't mix.
.NOTPARALLEL:

.PHONY: help site affiliates pdf test test-units test-site test-fuzz fuzz build-fuzz lint release static install bench \
    bench-hostile bench-preview bench-search clean

help: ## Show what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: release ## Build the generator, with it content/ into public/, and the affiliates' sites.
	$(GENERATE_SITE)
	$(MAKE) --no-print-directory affiliates

# An affiliate fetches the inventory from where the framework is published; here that is a folder.
affiliates: ## Build each affiliate's site into the folder public/ beside its content, with the inventory of public/.
	@for folder in affiliates/*; do \
	    install -D -m 644 public/inventory.json $$folder/content/inventories/international.json && \
	    $(GENERATE_SITE) --content $$folder/content --output $$folder/public || exit; \
	done

pdf: site .venv/print ## Write a print edition to pdf/: make pdf VOLUME=ITI-TF-1, or make pdf PROFILE=XDS.b
	$(PYTHON) Print/pdf.py public $(if $(PROFILE),profile:$(PROFILE),volume:$(VOLUME)) pdf/$(or $(PROFILE),$(VOLUME)).pdf

test: lint test-units test-site test-fuzz ## Check the style and run all tests.

lint: ## Check the style of the Swift sources.
	swift format lint --strict --recursive Sources Tests Fuzz/Sources Fuzz/Package.swift Package.swift

test-units: ## Run the tests of the modules.
	$(call install,$(SITE_PACKAGES))
	swift build --build-tests
	swift test --skip-build

test-site: release .venv/installed ## Run the tests of the command and of the site that it makes.
	$(PYTHON) -m pytest Tests/Site --numprocesses 2 --dist loadfile

FUZZ_TARGETS := xml markdown front-matter citations tokenizer

test-fuzz: build-fuzz ## Run each fuzz target for some seconds.
	@for target in $(FUZZ_TARGETS); do Fuzz/run.sh $$target 10 || exit; done

fuzz: build-fuzz ## Feed a fuzz target with what it has not seen: make fuzz TARGET=markdown SECONDS=960
	Fuzz/run.sh $(TARGET) $(SECONDS)

# The sanitizers go through all modules, so they are built apart. Targets look behind the modules' public faces, as tests do.
# Of several -sanitize, swiftc takes the last, and would not tell the fuzzer what an input reaches: both are named in one.
build-fuzz:
	$(call install,$(SITE_PACKAGES))
	touch Fuzz/Package.swift
	swift build --package-path Fuzz -c release --sanitize fuzzer --sanitize address -Xswiftc -sanitize=fuzzer,address \
	    -Xswiftc -enable-testing --product fuzz

# With the runtime inside, the binary needs no Swift where it runs, and calls the runtime directly: a third less CPU.
release:
	$(call install,$(SITE_PACKAGES))
	swift build -c release --static-swift-stdlib --product generate-site

# What libxml2 is made of has to be named to the linker.
static: ## Build one file that runs on any Linux with the same processor, whatever is installed there.
	$(call install,$(SITE_PACKAGES) libicu-dev liblzma-dev zlib1g-dev)
	swift build -c release --scratch-path .build/static --static-swift-stdlib --product generate-site \
	    -Xswiftc -static-executable $$(pkg-config --static --libs-only-l libxml-2.0 libcmark | xargs -n 1 echo -Xlinker)
	@echo "The binary is .build/static/release/generate-site"

# The plugin that writes manual pages builds all there is anew; what it runs in the end is enough.
install: release ## Install the command with its manual page and what shells complete: make install PREFIX=~/.local
	swift build -c release --static-swift-stdlib --product generate-manual
	install -D -m 755 $(GENERATE_SITE) $(DESTDIR)$(PREFIX)/bin/generate-site
	mkdir -p $(DESTDIR)$(PREFIX)/share/man/man1
	.build/release/generate-manual $(GENERATE_SITE) --output-directory $(DESTDIR)$(PREFIX)/share/man/man1
	cd $(DESTDIR)$(PREFIX)/share && mkdir -p bash-completion/completions zsh/site-functions fish/vendor_completions.d
	$(GENERATE_SITE) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/generate-site
	$(GENERATE_SITE) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_generate-site
	$(GENERATE_SITE) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/generate-site.fish

.venv/print: Print/requirements.txt
	$(call install,$(PRINT_PACKAGES))
	test -x $(PYTHON) || python3 -m venv .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

.venv/installed: Tests/Site/requirements.txt Print/requirements.txt
	$(call install,$(TEST_PACKAGES))
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

# SwiftPM does not notice files that are new in a package beside, but a manifest that is.
bench: release ## Measure the build of N pages against the time that Markdown alone takes: make bench N=10000
	$(call install,$(SITE_PACKAGES) python3)
	touch Benchmarks/Package.swift
	swift build --package-path Benchmarks -c release --static-swift-stdlib --product measure-markdown
	python3 Benchmarks/run.py $(N)

.venv/search-benchmark: .venv/installed Benchmarks/search/requirements.txt
	$(call install,libjs-lunr)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --requirement Benchmarks/search/requirements.txt
	touch $@

bench-hostile: release ## Measure what hostile input costs, and whether that grows with its size or faster.
	$(call install,$(SITE_PACKAGES) python3 util-linux)
	python3 Benchmarks/hostile.py

bench-preview: release ## Measure how long a preview takes to serve what was saved.
	$(call install,$(SITE_PACKAGES) python3)
	python3 Benchmarks/preview.py

bench-search: release .venv/search-benchmark ## Ask the search what readers would ask, and Pagefind and lunr.js the same.
	$(PYTHON) Benchmarks/search/run.py

clean: ## Remove all that was built.
	rm -rf .build Benchmarks/.build Fuzz/.build Fuzz/found .venv pdf public affiliates/*/public affiliates/*/content/inventories
