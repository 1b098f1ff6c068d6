# Two commands do all the set-up on a Debian machine that has Swift: `make demo` and `make test`.

# Program and tests come out of one production build: a second, for debugging, would take as long
# again, and what is tested is what is used. `swift test --filter X` is for the work on one thing.
SWIFT_BUILD = swift build -c release
SHELL = bash
QUITTANCE = .build/release/quittance
# What the program is built with, and what the tests hold it against.
# libcurl is what the toolchain's own Foundation links; pango sets statements of account as PDF.
PACKAGES = libxml2-dev libsqlite3-dev libxlsxwriter-dev zlib1g-dev libpango1.0-dev fonts-dejavu-core \
  libcurl4-openssl-dev pkg-config
TEST_PACKAGES = hledger ledger libxml2-utils poppler-utils python3
# What the limit of the camt reader is compiled with, and what its Python peers are installed with.
BENCHMARK_PACKAGES = gcc libc6-dev python3-venv
# How long `make fuzz` tries to break each reader, and what it watches for beside the promises.
FUZZ_SECONDS = 120
FUZZ_SANITIZERS = fuzzer,address

# What injects faults, and what is held against the exported books.
FAULT_PACKAGES = strace gcc libc6-dev faketime util-linux hledger python3 python3-venv
# push is a few minutes, night is all of it; FAULTS_ONLY="t1 t4" for some classes.
FAULTS = push
FAULTS_SEED = 1

# What looks at the console as a person does; BROWSER=night is all of it, BROWSER_ONLY="pages flows".
BROWSER_PACKAGES = chromium python3 python3-venv
BROWSER = push
BROWSER_VENV = .build/browser-venv

.PHONY: demo test build lint golden benchmark benchmark-readers benchmark-matching faults browser fuzz packages test-packages clean

## Build, reconcile samples/, and say what happened and where the report lies.
demo: build
	@rm -rf demo-output
	@$(QUITTANCE) reconcile --ledger samples/ledger --rules samples/rules.yaml \
	  --output demo-output samples/bank/*

## Install, build and run every test; what failed is told at the end, among thousands of lines it is
## not found. Hundreds of stores are open at once. QUITTANCE_SEED=n repeats one case of the property tests.
test: packages test-packages
	$(SWIFT_BUILD) --build-tests
	@ulimit -n $$(ulimit -Hn); swift test -c release --skip-build 2>&1 | tee .build/tests.log; status=$${PIPESTATUS[0]}; \
	  if [ $$status != 0 ]; then echo "== what failed"; \
	  grep -aA3 -E '^✘ Test|error: Exited|Fatal error' .build/tests.log; fi; exit $$status

build: packages
	$(SWIFT_BUILD) --product quittance

lint:
	swift format lint --strict --parallel --recursive Package.swift Sources Tests Fuzz Benchmarks

## Write the expected output of samples/ anew; read the difference before you commit it. Not the
## workbook: its bytes are those of the libraries that are installed, and tests read what is in it.
golden: build
	@rm -rf samples/expected
	@$(QUITTANCE) reconcile --ledger samples/ledger --rules samples/rules.yaml --quiet \
	  --output samples/expected samples/bank/*
	@sed -i '/^  "timings": {$$/,$$c\  "timings": {}\n}' samples/expected/summary.json
	@rm samples/expected/exceptions.xlsx

## A short check of accuracy and speed on a day made for it; ratios against xmllint in the same run.
benchmark: build test-packages
	python3 Benchmarks/short.py $(QUITTANCE)
	python3 Benchmarks/accuracy.py $(QUITTANCE)

## Speed and memory of the readers on files of 200 MB; READERS="--only camt" gives options of its own.
benchmark-readers: build test-packages
	@.ci/install $(BENCHMARK_PACKAGES)
	$(SWIFT_BUILD) --product reader-benchmark
	python3 Benchmarks/readers.py .build/release/reader-benchmark $(QUITTANCE) --gate $(READERS)

## Ours and the baselines on the same worlds; MATCHING="--seeds 1 --payments 10000" for a short one.
benchmark-matching: build test-packages
	$(SWIFT_BUILD) --product baselines
	python3 Benchmarks/table.py $(QUITTANCE) .build/release/baselines --make $(MATCHING)

## Feed the readers what no bank would send; Fuzz/README.md. FUZZ_TARGETS="camt bai2" for some.
fuzz: packages
	QUITTANCE_FUZZ=$(FUZZ_SANITIZERS) $(SWIFT_BUILD) --scratch-path .build-fuzz \
	  --product fuzz
	@Fuzz/run $(FUZZ_SECONDS) $(FUZZ_TARGETS)

## Kill it, cut its power, fill its disk, fail its calls, deliver twice; Tests/Faults/README.md.
faults: build
	@.ci/install $(FAULT_PACKAGES)
	python3 Tests/Faults/run.py $(QUITTANCE) --mode $(FAULTS) --seed $(FAULTS_SEED) --only "$(FAULTS_ONLY)"

## The console in a real browser: flows, pages, hostile text, kills, floods, at night its API;
## Tests/Browser/README.md.
browser: build
	@.ci/install $(BROWSER_PACKAGES)
	@test -x $(BROWSER_VENV)/bin/pip || python3 -m venv $(BROWSER_VENV)
	@$(BROWSER_VENV)/bin/pip install -q --disable-pip-version-check -r Tests/Browser/requirements.txt
	$(BROWSER_VENV)/bin/python Tests/Browser/run.py $(QUITTANCE) --mode $(BROWSER) --only "$(BROWSER_ONLY)"

packages:
	@.ci/install $(PACKAGES)

test-packages:
	@.ci/install $(TEST_PACKAGES)

clean:
	rm -rf .build .build-fuzz demo-output
